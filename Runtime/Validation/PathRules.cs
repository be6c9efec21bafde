namespace Reeve.Runtime.Validation;

/// <summary>Validates paths that must stay where they belong.</summary>
internal static class PathRules
{
    /// <summary>A relative path without steps upwards, not empty.</summary>
    public static void RequireInside(FieldErrors errors, string path, FieldPath field)
    {
        if (path.Length == 0)
        {
            errors.Required(field);
            return;
        }

        ValidateInside(errors, path, field);
        if (path.StartsWith("..", StringComparison.Ordinal) && !HasBackstep(path))
        {
            errors.Invalid(field, path, "must not start with '..'");
        }
    }

    /// <summary>A relative path without steps upwards.</summary>
    public static void ValidateInside(FieldErrors errors, string path, FieldPath field)
    {
        if (path.StartsWith('/'))
        {
            errors.Invalid(field, path, "must be a relative path");
        }

        ValidateNoBackstep(errors, path, field);
    }

    /// <summary>A path without steps upwards.</summary>
    public static void ValidateNoBackstep(FieldErrors errors, string path, FieldPath field)
    {
        if (HasBackstep(path))
        {
            errors.Invalid(field, path, "must not contain '..'");
        }
    }

    /// <summary>Permissions of a file.</summary>
    public static void ValidateMode(FieldErrors errors, int? mode, FieldPath field)
    {
        if (mode is < 0 or > 0x1FF)
        {
            errors.Invalid(field, mode.Value, "must be a number between 0 and 0777 (octal), both inclusive");
        }
    }

    private static bool HasBackstep(string path) => path.Split('/').Contains("..");
}
