import pghistory
from django.core.validators import RegexValidator
from django.db import models

from portal.models.version import bumps_version


@pghistory.track()
class SiteProfile(models.Model):
    """The identity of the site: header, footer marks and the national meta tags (standards.md 4.1, 4.2)."""

    name = models.CharField("网站名称", max_length=100, default="岚屿区人民政府")
    subtitle = models.CharField("平台名称", max_length=50, default="政务公开")
    domain = models.CharField("域名", max_length=100, default="www.lanyu.example")
    id_code = models.CharField(
        "网站标识码",
        max_length=10,
        default="9900000001",
        validators=[RegexValidator(r"^([0-9]{10}|bm[0-9]{8})$", "网站标识码为10位数字，或 bm 加8位数字。")],
    )
    icp = models.CharField("ICP备案号", max_length=50, blank=True)
    police = models.CharField("公安备案号", max_length=50, blank=True)
    organiser = models.CharField("主办单位", max_length=100, default="岚屿区人民政府办公室")
    address = models.CharField("地址", max_length=200, blank=True)
    phone = models.CharField("联系电话", max_length=50, blank=True)
    email = models.EmailField("电子邮箱", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "网站信息"
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="portal_site_profile_single_row")]
        triggers = [bumps_version()]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def load(cls) -> "SiteProfile":
        return cls.objects.filter(pk=1).first() or cls(pk=1)
