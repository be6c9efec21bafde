namespace Reeve.Ssh;

/// <summary>How a machine is reached by the OpenSSH client. Source: ssh(1), ssh_config(5).</summary>
public sealed record OpenSshOptions
{
    /// <summary>The login nodes, tried in this order: <c>name</c>, <c>name:port</c>, <c>[address]:port</c>; names may be aliases of ssh_config. At least one.</summary>
    public IReadOnlyList<string> Hosts { get; set; } = [];

    /// <summary>The remote user; null leaves it to ssh_config.</summary>
    public string? User { get; set; }

    /// <summary>The ssh_config to use; <c>none</c> for none.</summary>
    /// <value>Null: the user's and the machine's, as ssh itself.</value>
    public string? ConfigFile { get; set; }

    /// <summary>The file with the host keys that are trusted. No other key is ever accepted.</summary>
    /// <value>Null: the user's and the machine's, as ssh itself.</value>
    public string? KnownHostsFile { get; set; }

    /// <summary>The private key, without a passphrase or with its agent; null leaves it to ssh_config and the agent.</summary>
    public string? KeyFile { get; set; }

    /// <summary>The certificate that belongs to the key; null for <c>KEY-cert.pub</c> if that is there.</summary>
    public string? CertificateFile { get; set; }

    /// <summary>The socket of an agent that holds keys, or <c>none</c>.</summary>
    /// <value>Null: SSH_AUTH_SOCK, as ssh itself.</value>
    public string? Agent { get; set; }

    /// <summary>Machines to go through: <c>[user@]host[:port]</c>, separated by commas; null for none but those of ssh_config.</summary>
    public string? ProxyJump { get; set; }

    /// <summary>Time to reach one host.</summary>
    /// <value>10 seconds.</value>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>After so long without a word from the other side it is asked whether it still is there; after three of them the connection is given up.</summary>
    /// <value>15 seconds.</value>
    public TimeSpan KeepAlive { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long an unused connection is kept, and one whose agent died.</summary>
    /// <value>5 minutes.</value>
    public TimeSpan Persist { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How many programs share one connection. A server that allows fewer is found out.</summary>
    /// <value>10, the default of sshd's MaxSessions.</value>
    public int MaxSessions { get; set; } = 10;

    /// <summary>The shell that runs commands there, with its options: <c>["/bin/bash", "-l"]</c> where a login shell sets PATH.</summary>
    /// <value><c>["/bin/sh"]</c>.</value>
    public IReadOnlyList<string> Shell { get; set; } = ["/bin/sh"];

    /// <summary>The client.</summary>
    /// <value><c>ssh</c>, from PATH.</value>
    public string Program { get; set; } = "ssh";

    /// <summary>
    /// Whether <see cref="KeyFile"/> is the only thing to prove who one is: neither an agent nor the keys of this process's user, and no ssh_config,
    /// which could name others. So that whoever gave the key cannot use what belongs to somebody else.
    /// </summary>
    public bool OnlyKeyFile { get; set; }
}
