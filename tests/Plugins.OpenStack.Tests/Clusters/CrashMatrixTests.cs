using Reeve.Plugins.OpenStack.Tests.Fakes;
using Reeve.Runtime.Operations;
using Xunit;
using Xunit.Abstractions;

namespace Reeve.Plugins.OpenStack.Tests.Clusters;

/// <summary>
/// Whatever goes wrong at whatever call: a cluster is made, changed or removed, or everything is as before, and nothing is left behind. By default some
/// calls of each kind; all of them with REEVE_OPENSTACK_MATRIX=full (eng/openstack-matrix.sh).
/// </summary>
public sealed class CrashMatrixTests(ITestOutputHelper output)
{
    private const int Sampled = 29;

    private static bool IsFull => Environment.GetEnvironmentVariable("REEVE_OPENSTACK_MATRIX") == "full";

    public static TheoryData<string> Scenarios => [.. CrashMatrix.Scenarios];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task Fault_AtACall_EndsAsWantedOrAsBefore(string scenario)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var wrong = new List<string>();
        var runs = 0;
        foreach (var (fault, index) in Enum.GetValues<FaultKind>().Where(fault => fault is not FaultKind.None).Select((fault, index) => (fault, index)))
        {
            // Each kind of fault begins elsewhere, so that together they meet most calls.
            for (var number = IsFull ? 0 : index; ; number += IsFull ? 1 : Sampled)
            {
                var run = await CrashMatrix.RunAsync(scenario, number, fault);
                if (!run.Came)
                {
                    break;
                }

                runs++;
                var key = $"{fault}: {(run.State is OperationState.Done ? "as wanted" : "as before")}";
                counts[key] = counts.GetValueOrDefault(key) + 1;
                if (!run.IsRight || run.Orphans > 0)
                {
                    wrong.Add(run.Description);
                }
            }
        }

        output.WriteLine($"{scenario}: {runs} runs, {wrong.Count} wrong, {string.Join(", ", counts.Select(count => $"{count.Key} {count.Value}"))}");
        Assert.True(wrong.Count == 0, string.Join("\n\n", wrong.Take(5)));
        Assert.True(runs > 10, $"only {runs} runs");
    }
}
