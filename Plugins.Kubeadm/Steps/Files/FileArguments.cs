namespace Reeve.Plugins.Kubeadm.Steps.Files;

/// <summary>A file to write.</summary>
internal sealed record FileArguments
{
    /// <summary>Absolute path.</summary>
    public required string Path { get; init; }

    /// <summary>The content. <c>${secret:NAME}</c> stands for a secret of the step.</summary>
    public required string Content { get; init; }

    /// <summary>Permission bits.</summary>
    public int Mode { get; init; } = 0x1a4; // 0644

    /// <summary>Names of the secrets in the content.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>Begins the name of the secret that what was there before becomes: the step's id and a dot. Empty where it may be in the journal.</summary>
    public string PriorSecret { get; init; } = "";
}
