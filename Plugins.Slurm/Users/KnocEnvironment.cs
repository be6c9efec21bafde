namespace Reeve.Plugins.Slurm.Users;

/// <summary>The agent's environment as KNoC's is: REMOTE_USER, REMOTE_HOST, REMOTE_PORT, and REMOTE_KEY with the key itself.</summary>
internal static class KnocEnvironment
{
    private static readonly (string Variable, string Key)[] Names =
        [("REMOTE_KEY", "ssh-privatekey"), ("REMOTE_USER", "remote_user"), ("REMOTE_HOST", "host"), ("REMOTE_PORT", "port")];

    /// <summary>Reads it.</summary>
    /// <param name="get">Gives a variable.</param>
    /// <returns>Null unless it names a key and a host.</returns>
    public static SshSecret? Read(Func<string, string?> get)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (variable, key) in Names)
        {
            if (get(variable) is { Length: > 0 } value)
            {
                values[key] = value;
            }
        }

        return values.ContainsKey("ssh-privatekey") && values.ContainsKey("host") ? SshSecret.Of(values) : null;
    }
}
