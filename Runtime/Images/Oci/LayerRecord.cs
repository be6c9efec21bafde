namespace Reeve.Runtime.Images.Oci;

/// <summary>What is known of a layer in the store.</summary>
internal sealed record LayerRecord
{
    public long SizeBytes { get; init; }
}
