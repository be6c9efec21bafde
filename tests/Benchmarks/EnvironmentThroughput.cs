using System.Globalization;
using Reeve.Benchmarks.Measuring;
using Reeve.Benchmarks.Reporting;
using Reeve.Benchmarks.Resolving;
using Reeve.Kubernetes;
using Reeve.Runtime.Pods.Resolving;
using Reeve.Workloads;

namespace Reeve.Benchmarks;

/// <summary>How fast the environment of a container is made.</summary>
internal sealed class EnvironmentThroughput : IBenchmark
{
    private const int Variables = 100;

    /// <inheritdoc/>
    public string Name => "environment";

    /// <inheritdoc/>
    public async Task<Section> RunAsync(BenchmarkOptions options)
    {
        var values = Enumerable.Range(0, Variables).ToDictionary(
            i => string.Create(CultureInfo.InvariantCulture, $"VARIABLE_{i}"), i => string.Create(CultureInfo.InvariantCulture, $"value of {i}"));
        var plain = new EnvironmentPlan([.. values.Select(pair => Literal(pair.Key, pair.Value))]);
        var referring = new EnvironmentPlan([.. values.Select((pair, i) => Literal(pair.Key, i == 0 ? pair.Value : $"$(VARIABLE_{i - 1})!"))]);
        var facts = new PodFacts();
        var (pod, resolver) = Pod(values);

        var copied = await RatesAsync(() => plain.Expand(facts));
        var expanded = await RatesAsync(() => referring.Expand(facts));
        var resolved = await Interleaved.RatesAsync(500, () => resolver.ResolveAsync(pod, null, [], CancellationToken.None), Copy);
        return new()
        {
            Title = "Environment of a container",
            Explanation = $"{Variables} variables. Reference: copying their names and values into a dictionary.",
            Figures =
            [
                Row("Expanding, no variable refers to another", copied),
                Row("Expanding, each variable refers to the one before", expanded),
                Row("Resolving a whole pod, variables from a ConfigMap by `envFrom`", resolved),
            ],
        };

        Task<Pair> RatesAsync(Func<object> expand) => Interleaved.RatesAsync(
            500,
            () =>
            {
                GC.KeepAlive(expand());
                return Task.CompletedTask;
            },
            Copy);

        Task Copy()
        {
            var copy = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var (name, value) in values)
            {
                copy[name] = value;
            }

            GC.KeepAlive(copy);
            return Task.CompletedTask;
        }
    }

    private static EnvironmentEntry Literal(string name, string value) =>
        new() { Name = name, Value = value, Source = EnvironmentSource.Literal };

    private static Figure Row(string what, Pair rates) =>
        new() { What = what, Measured = rates.Measured, Reference = rates.Reference, Unit = "containers/s" };

    private static (Pod Pod, PodResolver Resolver) Pod(Dictionary<string, string> values)
    {
        var objects = new FixedObjects(new ConfigMap { Metadata = new() { Name = "variables", Namespace = "default" }, Data = values });
        var pod = new Pod
        {
            Metadata = new() { Name = "pod", Namespace = "default", Uid = "00000000-0000-0000-0000-000000000001" },
            Spec = new()
            {
                Containers = [new() { Name = "main", Image = "host:/bin/true", EnvFrom = [new() { ConfigMapRef = new() { Name = "variables" } }] }],
            },
        };
        return (pod, new PodResolver(objects, new Owner { Cluster = "bench", Node = "bench" }));
    }
}
