namespace Reeve.Runtime.Validation;

/// <summary>Validates the maps of ConfigMaps and Secrets.</summary>
internal static class DataValidator
{
    /// <summary>Most bytes of all keys and values.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>Validates the keys of a map.</summary>
    public static void ValidateKeys(FieldErrors errors, IEnumerable<string> keys, FieldPath field)
    {
        foreach (var key in keys)
        {
            errors.Invalid(field.Key(key), key, KeyRules.ConfigMapKey(key));
        }
    }
}
