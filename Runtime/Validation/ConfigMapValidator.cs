using System.Text;
using Reeve.Kubernetes;

namespace Reeve.Runtime.Validation;

/// <summary>Validates ConfigMaps as the API server does. Pure; safe to call from any thread.</summary>
public static class ConfigMapValidator
{
    /// <summary>Finds what is wrong.</summary>
    /// <param name="configMap">The ConfigMap.</param>
    /// <returns>The errors, in the words of the API server; empty if there are none.</returns>
    public static IReadOnlyList<FieldError> Validate(ConfigMap configMap)
    {
        ArgumentNullException.ThrowIfNull(configMap);
        var errors = new FieldErrors();
        MetadataValidator.Validate(errors, configMap.Metadata, FieldPath.Root.Child("metadata"));
        DataValidator.ValidateKeys(errors, configMap.Data.Keys, FieldPath.Root.Child("data"));
        DataValidator.ValidateKeys(errors, configMap.BinaryData.Keys, FieldPath.Root.Child("binaryData"));
        foreach (var key in configMap.Data.Keys.Where(configMap.BinaryData.ContainsKey))
        {
            errors.Invalid(FieldPath.Root.Child("data").Key(key), key, "duplicate of key present in binaryData");
        }

        var size = configMap.Data.Sum(static p => (long)Encoding.UTF8.GetByteCount(p.Value)) + configMap.BinaryData.Sum(static p => (long)p.Value.Length);
        if (size > DataValidator.MaxBytes)
        {
            errors.TooLong(FieldPath.Root, DataValidator.MaxBytes);
        }

        return errors.ToList();
    }
}
