using System.Text.RegularExpressions;

namespace Reeve.Runtime.Images.Stackable;

/// <summary>A product and its version: <c>product:version</c>, or <c>stackable:product:version</c>.</summary>
/// <param name="Product">The product.</param>
/// <param name="Version">The version.</param>
internal sealed partial record StackableReference(string Product, string Version)
{
    private const string Scheme = "stackable:";

    /// <summary>Its directory among the packages.</summary>
    public string DirectoryName => $"{Product}-{Version}";

    /// <summary>Whether a reference says that it is one.</summary>
    public static bool Claims(string reference) => reference.StartsWith(Scheme, StringComparison.Ordinal);

    /// <summary>Reads a reference; null if it is none.</summary>
    public static StackableReference? TryParse(string reference)
    {
        var match = Pattern().Match(Claims(reference) ? reference[Scheme.Length..] : reference);
        return match.Success ? new StackableReference(match.Groups[1].Value, match.Groups[2].Value) : null;
    }

    /// <summary>Reads a reference.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>, or <see cref="ErrorReason.NotFound"/> where it may be another resolver's.</exception>
    public static StackableReference Parse(string reference) => TryParse(reference) ?? throw new ProviderException(
        Claims(reference) ? ErrorReason.Invalid : ErrorReason.NotFound,
        $"The image \"{reference}\" names no package of a Stackable repository: use PRODUCT:VERSION.");

    /// <inheritdoc/>
    public override string ToString() => $"{Product}:{Version}";

    // As an image without a registry: no slash, so that the directory is one.
    [GeneratedRegex(@"^([A-Za-z0-9][A-Za-z0-9._-]*):([A-Za-z0-9_][A-Za-z0-9._+-]*)\z")]
    private static partial Regex Pattern();
}
