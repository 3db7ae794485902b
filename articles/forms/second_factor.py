"""The forms of the second factor: allauth's, in our words."""

from typing import Any

from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn

from articles.forms.accounts import PlainWords

CODE = {"inputmode": "text", "autocapitalize": "none", "spellcheck": "false"}


class WithCode(PlainWords):
    labels = {"code": "Code"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= CODE


class CodeForm(WithCode, base.AuthenticateForm):
    helps = {"code": "The six digits that your app shows now, or a recovery code."}


class CodeAgainForm(WithCode, base.ReauthenticateForm):
    helps = {"code": "The six digits that your app shows now, or a recovery code."}


class FirstCodeForm(WithCode, totp.ActivateTOTPForm):
    helps = {"code": "The six digits that your app shows now."}


class PasskeyForm(PlainWords, webauthn.AddWebAuthnForm):
    labels = {"name": "Name", "passwordless": "Sign in with it instead of the password"}
    helps = {
        "name": "What you will know it by, as “Laptop” or “Blue key”.",
        "passwordless": "It then asks for a PIN, a finger or a face, and is enough alone.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True


class PasskeyNameForm(PlainWords, webauthn.EditWebAuthnForm):
    labels = {"name": "Name"}
