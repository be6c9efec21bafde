namespace Reeve.Plugins.Slurm.Controller.Rest;

/// <summary>How slurmrestd is reached.</summary>
public sealed record RestOptions
{
    /// <summary>Its address: <c>https://…</c>, or <c>http://…</c> on loopback. Not used with <see cref="Socket"/>.</summary>
    public string? Url { get; set; }

    /// <summary>Path of its unix socket on the agent's machine.</summary>
    public string? Socket { get; set; }

    /// <summary>A file with certificates (PEM) of the authorities that its certificate may be from.</summary>
    /// <value>Null: the machine's.</value>
    public string? CertificateAuthorityFile { get; set; }

    /// <summary>A file on the agent's machine that holds a token (JWT); read again whenever the token is about to expire or is refused.</summary>
    /// <value>Null: <see cref="TokenCommand"/> is used.</value>
    public string? TokenFile { get; set; }

    /// <summary>A command on the login node, run as the remote user, that prints a token, alone or as <c>SLURM_JWT=…</c>.</summary>
    /// <value><c>scontrol token lifespan=3600</c>.</value>
    public IReadOnlyList<string> TokenCommand { get; set; } = ["scontrol", "token", "lifespan=3600"];

    /// <summary>How many requests are under way at a time.</summary>
    /// <value>8.</value>
    public int Connections { get; set; } = 8;
}
