"""Django's own form renderer, once, in Designsystemet's markup (templates/forms/)."""

from django.forms.renderers import TemplatesSetting


class DesignsystemetRenderer(TemplatesSetting):
    """Every `{{ form }}` and `{{ field.as_field_group }}` of the portal."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
