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

    // Long ones: each kind of fault once, at calls that together span all of it.
    private static readonly Dictionary<string, int> s_strides = new(StringComparer.Ordinal)
    {
        [CrashMatrix.Upgrade] = 15, [CrashMatrix.Masters] = 5, [CrashMatrix.Fewer] = 6,
        [CrashMatrix.K3s + CrashMatrix.Create] = 4, [CrashMatrix.K3s + CrashMatrix.Replace] = 2,
        [CrashMatrix.K3s + CrashMatrix.Upgrade] = 14, [CrashMatrix.K3s + CrashMatrix.Masters] = 4, [CrashMatrix.K3s + CrashMatrix.Fewer] = 4,
    };

    private static bool IsFull => Environment.GetEnvironmentVariable("REEVE_OPENSTACK_MATRIX") == "full";

    private static IEnumerable<FaultKind> Faults => Environment.GetEnvironmentVariable("REEVE_OPENSTACK_FAULTS") is { Length: > 0 } names
        ? names.Split(',').Select(Enum.Parse<FaultKind>)
        : Enum.GetValues<FaultKind>().Where(fault => fault is not FaultKind.None);

    public static TheoryData<string> Scenarios => [.. CrashMatrix.Scenarios];

    /// <summary>One run; one that comes to no end is wrong, and the others go on.</summary>
    private static async Task<CrashRun> RunAsync(string scenario, int number, FaultKind fault)
    {
        try
        {
            return await CrashMatrix.RunAsync(scenario, number, fault);
        }
        catch (Exception e) when (e is Xunit.Sdk.XunitException or OperationConflictException or ProviderException)
        {
            return new CrashRun { Came = true, IsRight = false, Orphans = 0, State = OperationState.Stuck, Description = $"{scenario}, {fault} at call {number}: {e.Message}" };
        }
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task Fault_AtACall_EndsAsWantedOrAsBefore(string scenario)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var wrong = new List<string>();
        var runs = 0;
        foreach (var (fault, index) in Faults.Select((fault, index) => (fault, index)))
        {
            // Each kind of fault begins elsewhere, so that together they meet most calls.
            var isLong = s_strides.TryGetValue(scenario, out var stride);
            for (var number = IsFull ? 0 : isLong ? index * stride : index; ; number += IsFull ? 1 : Sampled)
            {
                var run = await RunAsync(scenario, number, fault);
                if (!run.Came)
                {
                    break;
                }

                runs++;
                var key = $"{fault}: {(run.State switch { OperationState.Done => "as wanted", OperationState.Undone => "as before", _ => "without end" })}";
                counts[key] = counts.GetValueOrDefault(key) + 1;
                if (!run.IsRight || run.Orphans > 0)
                {
                    wrong.Add(run.Description);
                }

                if (isLong && !IsFull)
                {
                    break;
                }
            }
        }

        output.WriteLine($"{scenario}: {runs} runs, {wrong.Count} wrong, {string.Join(", ", counts.Select(count => $"{count.Key} {count.Value}"))}");
        Assert.True(wrong.Count == 0, string.Join("\n\n", wrong.Take(5)));
        Assert.True(runs > 10, $"only {runs} runs");
    }
}
