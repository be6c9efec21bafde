using System.Text.RegularExpressions;

namespace Reeve.Runtime.Images.Deb;

/// <summary>
/// What an image of packages names: <c>deb:name</c>, <c>deb:name=version</c>, a bare <c>name</c> or <c>name=version</c>, or a package file
/// <c>https://host/path.deb#sha256=…</c>, for which <c>deb://host/path.deb</c> stands as well.
/// </summary>
internal sealed partial record DebReference
{
    private const string Scheme = "deb:";

    private DebReference()
    {
    }

    /// <summary>The package's name; null for a file.</summary>
    public string? Name { get; private init; }

    /// <summary>The version that has to be there; null for any.</summary>
    public string? Version { get; private init; }

    /// <summary>Where the file is; null for a package of a repository.</summary>
    public Uri? File { get; private init; }

    /// <summary>The file's checksum.</summary>
    public FileChecksum? Checksum { get; private init; }

    /// <summary>How apt is told of it.</summary>
    public string Selector => Version is null ? Name! : $"{Name}={Version}";

    /// <summary>Whether a reference can mean nothing but a package.</summary>
    public static bool Claims(string reference) =>
        reference.StartsWith(Scheme, StringComparison.Ordinal) || (IsWeb(reference) && WithoutFragment(reference).EndsWith(".deb", StringComparison.Ordinal));

    /// <summary>Reads a reference.</summary>
    /// <exception cref="ProviderException">
    /// <see cref="ErrorReason.Invalid"/>: it is malformed. <see cref="ErrorReason.NotFound"/>: it is no name of a package, and does not say that it is.
    /// </exception>
    public static DebReference Parse(string reference)
    {
        if (IsWeb(reference))
        {
            return ParseFile(reference, reference);
        }

        if (reference.StartsWith("deb://", StringComparison.Ordinal))
        {
            return ParseFile(reference, "https" + reference["deb".Length..]);
        }

        var isNamed = reference.StartsWith(Scheme, StringComparison.Ordinal);
        var text = isNamed ? reference[Scheme.Length..] : reference;
        var match = Pattern().Match(text);
        return match.Success
            ? new DebReference { Name = match.Groups[1].Value, Version = match.Groups[2] is { Success: true } version ? version.Value : null }
            : throw new ProviderException(
                isNamed ? ErrorReason.Invalid : ErrorReason.NotFound,
                $"The image \"{reference}\" names no Debian package: use deb:NAME, deb:NAME=VERSION or https://HOST/NAME.deb#sha256=DIGEST.");
    }

    private static DebReference ParseFile(string reference, string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.UserInfo.Length > 0 || !uri.AbsolutePath.EndsWith(".deb", StringComparison.Ordinal))
        {
            throw new ProviderException(ErrorReason.Invalid, $"The image \"{WithoutFragment(reference)}\" is no address of a package file: use https://HOST/NAME.deb#sha256=DIGEST.");
        }

        var checksum = uri.Fragment.Length == 0 ? null : FileChecksum.TryParse(uri.Fragment[1..]) ?? throw new ProviderException(
            ErrorReason.Invalid, $"The image \"{reference}\" has a checksum that is none: use #sha256= with 64 or #sha512= with 128 hexadecimal digits.");
        return new DebReference { File = new UriBuilder(uri) { Fragment = "" }.Uri, Checksum = checksum };
    }

    private static bool IsWeb(string reference) =>
        reference.StartsWith("https://", StringComparison.Ordinal) || reference.StartsWith("http://", StringComparison.Ordinal);

    private static string WithoutFragment(string reference) => reference.Split('#')[0];

    // Debian Policy, sections 5.6.7 and 5.6.12.
    [GeneratedRegex(@"^([a-z0-9][a-z0-9+.-]+)(?:=([0-9][A-Za-z0-9.+~:-]*))?$")]
    private static partial Regex Pattern();
}
