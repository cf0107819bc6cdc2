from django import forms

from cases.models import County


class CountiesField(forms.CharField):
    """County names with commas between them: quicker to type than to find among 115 boxes."""

    def prepare_value(self, value):
        return value if isinstance(value, str) else ", ".join(county.name for county in value or ())

    def to_python(self, value) -> list[County]:
        names = [name.strip() for name in super().to_python(value).split(",") if name.strip()]
        known = {county.name.lower(): county for county in County.objects.all()}
        unknown = [name for name in names if name.lower() not in known]
        if unknown:
            raise forms.ValidationError(f"Not a county of Missouri: {', '.join(unknown)}. Use commas between counties.")
        return list({name.lower(): known[name.lower()] for name in names}.values())
