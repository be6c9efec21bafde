using System.Globalization;

namespace Reeve.Ssh.OpenSsh;

/// <summary>A host as it is configured.</summary>
/// <param name="Name">Name, alias or address.</param>
/// <param name="Port">Port; null leaves it to ssh_config.</param>
internal sealed record SshHost(string Name, int? Port)
{
    /// <summary>Reads <c>name</c>, <c>name:port</c>, <c>[address]:port</c> or an IPv6 address.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>.</exception>
    public static SshHost Parse(string text)
    {
        var (name, port) = text switch
        {
            ['[', ..] when text.IndexOf(']', StringComparison.Ordinal) is var end and > 0 => (text[1..end], text[(end + 1)..]),
            _ when text.IndexOf(':', StringComparison.Ordinal) is var colon and > 0 && colon == text.LastIndexOf(':') => (text[..colon], text[colon..]),
            _ => (text, ""),
        };
        var number = 0;
        var good = IsHost(name) && (port.Length == 0 ||
            (port[0] == ':' && int.TryParse(port.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out number) && number is > 0 and < 65536));
        return good ? new SshHost(name, number > 0 ? number : null) : throw new ProviderException(ErrorReason.Invalid, $"\"{text}\" is no host of SSH (name, name:port or [address]:port).");
    }

    /// <summary>Whether ssh takes a text for a host: nothing that is an option, has a user in it, or means something to a shell.</summary>
    public static bool IsHost(string name) =>
        name.Length is > 0 and < 256 && name[0] != '-' && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_' or ':');

    /// <summary>Whether a text is the name of an account.</summary>
    public static bool IsUser(string name) =>
        name.Length is > 0 and < 128 && name[0] != '-' && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_' or '@' or '+');

    /// <inheritdoc/>
    public override string ToString() => Port is { } port ? string.Create(CultureInfo.InvariantCulture, $"{Bracketed}:{port}") : Name;

    private string Bracketed => Name.Contains(':', StringComparison.Ordinal) ? $"[{Name}]" : Name;
}
