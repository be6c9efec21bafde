namespace Reeve.Kubernetes;

/// <summary>
/// The one instance that stands for an absent object where the model never gives null. It is told apart by its mark,
/// so that <c>{}</c> in a document is written back as <c>{}</c> and absence as absence.
/// </summary>
internal static class Blank<T> where T : KubernetesRecord, new()
{
    public static readonly T Value = new() { IsBlank = true };
}
