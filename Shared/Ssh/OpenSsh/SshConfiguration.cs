using System.Globalization;
using System.Text;

namespace Reeve.Ssh.OpenSsh;

/// <summary>
/// The ssh_config of a shell's connections. What is written first counts, so the site's own file cannot undo what is set here; as a file, so
/// that it holds on the way through other machines too, which get no options of the command line.
/// </summary>
internal static class SshConfiguration
{
    // For keys of hosts and for who one is: nothing is asked, nothing is learnt, nothing is passed on.
    private const string Fixed = """
        BatchMode yes
        StrictHostKeyChecking yes
        UpdateHostKeys no
        VerifyHostKeyDNS no
        NoHostAuthenticationForLocalhost no
        ForwardAgent no
        ForwardX11 no
        PermitLocalCommand no
        ClearAllForwardings yes
        ServerAliveCountMax 3
        TCPKeepAlive yes

        """;

    private const string OnlyKey = """
        IdentitiesOnly yes
        IdentityAgent none
        PreferredAuthentications publickey
        GSSAPIAuthentication no
        HostbasedAuthentication no

        """;

    /// <summary>Writes the file's text.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: an option that no such file can hold.</exception>
    public static string Text(OpenSshOptions options)
    {
        var text = new StringBuilder(Fixed);
        Add(text, "ConnectTimeout", Seconds(options.ConnectTimeout));
        Add(text, "ServerAliveInterval", Seconds(options.KeepAlive));
        if (options.KnownHostsFile is { } known)
        {
            Add(text, "UserKnownHostsFile", Quote(known));
            Add(text, "GlobalKnownHostsFile", "none");
        }

        if (options.KeyFile is { } key)
        {
            Add(text, "IdentityFile", Quote(key));
        }

        if (options.CertificateFile is { } certificate)
        {
            Add(text, "CertificateFile", Quote(certificate));
        }

        if (options.OnlyKeyFile)
        {
            text.Append(OnlyKey);
        }
        else if (options.Agent is { } agent)
        {
            Add(text, "IdentityAgent", agent == "none" ? agent : Quote(agent));
        }

        foreach (var file in Included(options))
        {
            Add(text, "Include", Quote(file));
        }

        return text.ToString();
    }

    /// <summary>A whole number of seconds, at least one.</summary>
    public static string Seconds(TimeSpan time) => Math.Max(1, (long)Math.Ceiling(time.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

    private static void Add(StringBuilder text, string keyword, string value) => text.Append(keyword).Append(' ').Append(value).Append('\n');

    private static IEnumerable<string> Included(OpenSshOptions options) => options switch
    {
        // A file could name further keys, which add up.
        { OnlyKeyFile: true } or { ConfigFile: "none" } => [],
        { ConfigFile: { } file } => [file],
        _ => [Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".ssh", "config"), "/etc/ssh/ssh_config"],
    };

    private static string Quote(string path) =>
        path.StartsWith('/') && !path.Any(character => char.IsControl(character) || character is '"' or '$' or '\\')
            ? $"\"{path.Replace("%", "%%", StringComparison.Ordinal)}\""
            : throw new ProviderException(ErrorReason.Invalid, $"The path {path} cannot be given to ssh: it has to be absolute, without quotes, dollars, backslashes and control characters.");
}
