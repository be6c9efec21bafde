namespace Reeve.Plugins.Kubeadm.Steps.Preflight;

/// <summary>Something that a machine lacks.</summary>
/// <param name="Check">The check, by kubeadm's name where it has one.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Remedy">What to do about it: an imperative sentence.</param>
internal sealed record PreflightProblem(string Check, string Message, string Remedy)
{
    public override string ToString() => $"[{Check}] {Message}: {Remedy}";
}
