namespace Reeve.Workloads;

/// <summary>
/// The environment of a container before its last placeholders are known. <see cref="Expand"/> fills them in and then expands
/// <c>$(VAR)</c> as the Kubernetes API defines it. Immutable; pure; safe to share between threads.
/// </summary>
/// <remarks>
/// Order is that of the API: service variables, then <c>envFrom</c> in order, then <c>env</c> in order; a later entry of
/// the same name replaces an earlier one. Only <c>env[].value</c> is expanded, and sees the entries before it.
/// Source: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/ (EnvVar).
/// </remarks>
public sealed class EnvironmentPlan
{
    /// <summary>Creates a plan.</summary>
    /// <param name="entries">The entries in order; later ones replace earlier ones of the same name.</param>
    public EnvironmentPlan(IReadOnlyList<EnvironmentEntry> entries) => Entries = entries;

    /// <summary>No variable.</summary>
    public static EnvironmentPlan Empty { get; } = new([]);

    /// <summary>The entries in order.</summary>
    public IReadOnlyList<EnvironmentEntry> Entries { get; }

    /// <summary>Makes the final environment.</summary>
    /// <param name="facts">What became known since.</param>
    /// <param name="imageEnvironment">Variables that the image sets; every entry of the plan goes over them.</param>
    /// <returns>Names and values, each name once, in the order of its first appearance.</returns>
    public IReadOnlyList<KeyValuePair<string, string>> Expand(
        PodFacts facts, IReadOnlyList<KeyValuePair<string, string>>? imageEnvironment = null)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var order = new List<string>();
        foreach (var (name, value) in imageEnvironment ?? [])
        {
            Set(name, value);
        }

        // The image's own variables are part of the process's environment, but not of what $(VAR) refers to.
        var referable = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in Entries)
        {
            var value = entry.Resolve(facts, referable);
            referable[entry.Name] = value;
            Set(entry.Name, value);
        }

        return order.ConvertAll(name => KeyValuePair.Create(name, values[name]));

        void Set(string name, string value)
        {
            if (!values.ContainsKey(name))
            {
                order.Add(name);
            }

            values[name] = value;
        }
    }
}
