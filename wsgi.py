"""The WSGI entry point: the admin plane and the public plane behind one callable, configured by the environment."""

from charter_admin.planes import served

app = served()
