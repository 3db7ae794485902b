"""The forms of accounts: allauth's, in our words."""

from typing import Any

from allauth.account import forms as allauth
from django import forms

HOW_TO_CHOOSE = (
    "At least 8 characters; not only digits, none of the common ones, and not like your"
    " name. A few words that you alone put together are best."
)


class PlainWords:
    """Our labels and helps; nothing stands in a field before somebody types."""

    labels: dict[str, str] = {}
    helps: dict[str, str] = {}
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.helps.get(name, "")


class SignInForm(PlainWords, allauth.LoginForm):
    labels = {"login": "Username or e-mail address", "password": "Password"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = {"autocomplete": "username webauthn", "autocapitalize": "none"}
        self.fields["login"].widget.attrs |= names


class InvitedForm(PlainWords, allauth.SignupForm):
    """Who was invited chooses a name and a password."""

    labels = {
        "username": "Username",
        "first_name": "First name",
        "last_name": "Last name",
        "email": "E-mail address",
        "password1": "Password",
        "password2": "The same password again",
    }
    helps = {
        "username": "What you sign in with: letters, digits and @ . + - _",
        "email": "Where a new password is sent if you forget yours.",
        "password1": HOW_TO_CHOOSE,
    }
    first_name = forms.CharField(max_length=150, required=False)
    last_name = forms.CharField(max_length=150, required=False)
    field_order = [
        "username",
        "first_name",
        "last_name",
        "email",
        "password1",
        "password2",
    ]

    def __init__(self, *args: Any, invited_email: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].widget.attrs["autocapitalize"] = "none"
        self.fields["first_name"].widget.attrs["autocomplete"] = "given-name"
        self.fields["last_name"].widget.attrs["autocomplete"] = "family-name"
        self.fields["first_name"].help_text = "Your name stands beside what you decide."
        if invited_email:
            # Whatever is sent, the address is the one that the invitation went to.
            email = self.fields["email"]
            email.initial, email.disabled = invited_email, True
            email.help_text = "The invitation was sent to this address."


class ForgottenPasswordForm(PlainWords, allauth.ResetPasswordForm):
    labels = {"email": "E-mail address"}


class ResetPasswordForm(PlainWords, allauth.ResetPasswordKeyForm):
    labels = {"password1": "New password", "password2": "The same password again"}
    helps = {"password1": HOW_TO_CHOOSE}


class NewPasswordForm(PlainWords, allauth.ChangePasswordForm):
    labels = {
        "oldpassword": "Your password now",
        "password1": "New password",
        "password2": "The same password again",
    }
    helps = {"password1": HOW_TO_CHOOSE}


class FirstPasswordForm(PlainWords, allauth.SetPasswordForm):
    labels = {"password1": "Password", "password2": "The same password again"}
    helps = {"password1": HOW_TO_CHOOSE}


class PasswordAgainForm(PlainWords, allauth.ReauthenticateForm):
    labels = {"password": "Your password"}


class EmailForm(PlainWords, allauth.AddEmailForm):
    labels = {"email": "New e-mail address"}
