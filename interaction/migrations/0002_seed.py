"""The kinds of message with 12345's terms (standards.md 10), which the office changes in the admin, and common templates."""

from django.db import migrations

CHANNELS = [
    ("consult", "咨询", "问政策、问办法", 1, True),
    ("suggest", "建议", "对政策和工作提建议", 1, True),
    ("help", "求助", "遇到困难，请求解决", 5, True),
    ("complaint", "投诉", "对办事、服务不满意", 5, True),
    ("supervise", "督办", "督办和回访复核", 3, False),
    ("complex", "复杂事项", "经批准的复杂事项", 15, False),
]
TEMPLATES = [
    ("政策仍然有效", "您好！您所问的政策目前有效，请按其中的规定办理。如需了解办理材料和地点，可查看政策页面的办事信息，或拨打我单位咨询电话。", ""),
    ("政策已经废止", "您好！您所问的政策已经废止。现行规定请查看该政策页面上“已被废止”一句所链接的文件。", ""),
    ("不属于本单位职责", "您好！您反映的事项不属于我单位职责，我们已告知您可以联系的单位。", "《信访工作条例》第二十二条"),
    ("请补充材料", "您好！为准确答复，请补充事情发生的时间、地点和有关材料。收到后我们继续办理。", ""),
]


def seed(apps, schema_editor):
    channel, template = apps.get_model("interaction", "Channel"), apps.get_model("interaction", "ReplyTemplate")
    for position, (code, name, description, workdays, offered) in enumerate(CHANNELS):
        fields = {"name": name, "description": description, "workdays": workdays, "is_offered": offered}
        channel.objects.get_or_create(code=code, defaults=fields | {"position": position})
    for name, text, grounds in TEMPLATES:
        template.objects.get_or_create(name=name, defaults={"text": text, "grounds": grounds})


class Migration(migrations.Migration):
    dependencies = [("interaction", "0001_initial")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
