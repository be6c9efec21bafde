namespace Reeve.Plugins.Kubeadm.Steps.Files;

/// <summary>What was there before a file was written.</summary>
internal sealed record FilePrior
{
    /// <summary>The content, base64; null if there was no file.</summary>
    public string? Content { get; init; }

    /// <summary>The name of the secret that holds the content, where it must not be here.</summary>
    public string? Secret { get; init; }

    /// <summary>Its permission bits.</summary>
    public int Mode { get; init; }

    /// <summary>Directories on the way that were not there, the outermost first.</summary>
    public IReadOnlyList<string> MissingDirectories { get; init; } = [];
}
