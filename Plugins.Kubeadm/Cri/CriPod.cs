namespace Reeve.Plugins.Kubeadm.Cri;

/// <summary>A pod's sandbox, as the container runtime knows it.</summary>
internal sealed record CriPod
{
    public required string Id { get; init; }

    public string Name { get; init; } = "";

    public string Namespace { get; init; } = "";

    public override string ToString() => $"{Namespace}/{Name}";
}
