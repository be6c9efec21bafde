using Reeve.Kubernetes;

namespace Reeve.Runtime.Validation;

/// <summary>Validates profiles of seccomp and AppArmor.</summary>
internal static class SecurityProfileRules
{
    public static void Validate(FieldErrors errors, SeccompProfile? profile, FieldPath field)
    {
        if (profile is null)
        {
            return;
        }

        ValidateType(errors, profile.Type, "type is required when seccompProfile is set", field.Child("type"));
        field = field.Child("localhostProfile");
        if (profile.Type != SecurityProfileTypes.Localhost)
        {
            if (profile.LocalhostProfile is { } extra)
            {
                errors.Invalid(field, extra, "can only be set when seccomp type is Localhost");
            }
        }
        else if (profile.LocalhostProfile is not { } path)
        {
            errors.Required(field, "must be set when seccomp type is Localhost");
        }
        else
        {
            PathRules.ValidateInside(errors, path, field);
        }
    }

    public static void Validate(FieldErrors errors, AppArmorProfile? profile, FieldPath field)
    {
        if (profile is null)
        {
            return;
        }

        ValidateType(errors, profile.Type, "type is required when appArmorProfile is set", field.Child("type"));
        field = field.Child("localhostProfile");
        if (profile.Type != SecurityProfileTypes.Localhost)
        {
            if (profile.LocalhostProfile is { } extra)
            {
                errors.Invalid(field, extra, "can only be set when AppArmor type is Localhost");
            }
        }
        else if (profile.LocalhostProfile is not { } name)
        {
            errors.Required(field, "must be set when AppArmor type is Localhost");
        }
        else if (name.Trim().Length != name.Length)
        {
            errors.Invalid(field, name, "must not be padded with whitespace");
        }
        else if (name.Length == 0)
        {
            errors.Required(field, "must be set when AppArmor type is Localhost");
        }
    }

    private static void ValidateType(FieldErrors errors, string type, string required, FieldPath field)
    {
        if (type.Length == 0)
        {
            errors.Required(field, required);
        }
        else
        {
            errors.OneOf(field, type, SecurityProfileTypes.Localhost, SecurityProfileTypes.RuntimeDefault, SecurityProfileTypes.Unconfined);
        }
    }
}
