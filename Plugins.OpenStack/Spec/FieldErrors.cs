namespace Reeve.Plugins.OpenStack.Spec;

/// <summary>Field errors of the provider's own part, in the words of Kubernetes' validation.</summary>
internal static class FieldErrors
{
    private const string Prefix = "spec.provider";

    /// <summary>A value that cannot be.</summary>
    public static FieldError Invalid(string field, string value, string why) => new() { Field = $"{Prefix}.{field}", Message = $"Invalid value: \"{value}\": {why}" };

    /// <summary>A value that must be there.</summary>
    public static FieldError Required(string field, string what) => new() { Field = $"{Prefix}.{field}", Message = $"Required value: {what}" };

    /// <summary>A value that is not among those that there are.</summary>
    public static FieldError Unsupported(string field, string value, params IEnumerable<string> known) =>
        new() { Field = $"{Prefix}.{field}", Message = $"Unsupported value: \"{value}\": supported values: {string.Join(", ", known)}" };
}
