"""Signing in, and choosing a password and an authenticator."""

from wtforms import HiddenField, PasswordField
from wtforms.validators import DataRequired, InputRequired, ValidationError

from models.credentials import password_problem
from models.fields import LineField, StrippedForm


class SignInForm(StrippedForm):
    email = LineField("Email address", [DataRequired("Enter your email address")])
    password = PasswordField("Password", [InputRequired("Enter your password")])
    next = HiddenField()


class CodeForm(StrippedForm):
    code = LineField("Code", [DataRequired("Enter the code from your phone, or one of your recovery codes")])
    next = HiddenField()


class NewPasswordForm(StrippedForm):
    """`local` is what others know about its owner: their name, the council."""

    password = PasswordField("New password", [InputRequired("Enter a password")])
    password_again = PasswordField("The same password again", [InputRequired("Enter the password a second time")])
    local: tuple[str, ...] = ()

    def validate_password(self, field: PasswordField) -> None:
        if problem := password_problem(field.data or "", local=self.local):
            raise ValidationError(problem)

    def validate_password_again(self, field: PasswordField) -> None:
        if field.data != self.password.data:
            raise ValidationError("The two passwords are not the same")


class FactorForm(StrippedForm):
    """After two people agreed to a new authenticator: the password still has to be right."""

    password = PasswordField("Your password", [InputRequired("Enter your password")])


class ConfirmForm(StrippedForm):
    code = LineField("Code", [DataRequired("Enter the code that your phone shows")])


class ChangePasswordForm(NewPasswordForm):
    present = PasswordField("Your present password", [InputRequired("Enter your present password")])


class ProofForm(StrippedForm):
    code = LineField("Code from your phone", [DataRequired("Enter the code that your phone shows")])


class StepUpForm(StrippedForm):
    fresh_code = LineField("Code from your phone", [DataRequired("Enter the code that your phone shows")])
