"""How staff get in: passwords, lock-out, second factor. Everything lives under /admin/account/."""
