namespace Reeve.Host.Packages;

/// <summary>Failures that say what is wrong and what to do about it.</summary>
internal static class PackageFailure
{
    /// <summary>Something that was asked for, or a package, is at fault.</summary>
    /// <param name="message">What, and the way out.</param>
    /// <param name="field">The field of the request or of the configuration.</param>
    public static ProviderException Invalid(string message, string? field = null) => new(ErrorReason.Invalid, message) { Field = field };

    /// <summary>There is no such thing.</summary>
    public static ProviderException NotFound(string message, string? field = null) => new(ErrorReason.NotFound, message) { Field = field };

    /// <summary>It is not trusted, or more than it may be.</summary>
    public static ProviderException Refused(string message, Exception? cause = null) => new(ErrorReason.Denied, message, cause);
}
