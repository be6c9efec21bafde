using System.Text.RegularExpressions;
using Reeve.Testing;
using Reeve.Testing.Kubeadm;
using Xunit.Abstractions;

namespace Reeve.Plugins.Kubeadm.Tests.LifeCycle;

/// <summary>Clusters that come into being halfway, and those that others have made with kubeadm; each leaves the machine as it was.</summary>
public sealed class HalfMadeTests(ITestOutputHelper output)
{
    private const int Killed = 128 + 9;

    // What was there before somebody else's cluster is not known: empty directories stay, parameters of the network that kube-proxy and the bridge set, and
    // what containerd, which goes on, keeps for itself.
    private const string LeftByReset = @"^\+ file /\S+ d |^. sysctl net\.|^. file /(var/lib|run)/containerd/";

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    [RequiresFact(Component.Kubeadm)]
    public async Task Create_FailedCancelledOrKilledInTheMidst_IsTakenBackOrGoesOn()
    {
        await using var machine = await KubeadmMachine.StartAsync();
        var before = await SnapshotAsync(machine);

        await RunAsync(machine, nameof(HalfMadeScenarios.FailedInit));
        AssertSame(before, await SnapshotAsync(machine));

        await RunAsync(machine, nameof(HalfMadeScenarios.Cancel));
        AssertSame(before, await SnapshotAsync(machine));

        await RunAsync(machine, nameof(HalfMadeScenarios.Die), Killed);
        await RunAsync(machine, nameof(HalfMadeScenarios.GoOn));
        await RunAsync(machine, nameof(HalfMadeScenarios.Delete));
        AssertSame(before, await SnapshotAsync(machine));
    }

    [RequiresFact(Component.Kubeadm)]
    public async Task Delete_OfAClusterMadeByHand_ResetsIt()
    {
        await using var machine = await KubeadmMachine.StartAsync();
        await ByHandAsync(machine, "prepare");
        var before = await SnapshotAsync(machine);

        await ByHandAsync(machine, "half", HalfMadeScenarios.Halfway);
        await RunAsync(machine, nameof(HalfMadeScenarios.Refused));
        await RunAsync(machine, nameof(HalfMadeScenarios.Delete));
        AssertSame(before, await SnapshotAsync(machine), LeftByReset);

        await ByHandAsync(machine, "whole");
        await RunAsync(machine, nameof(HalfMadeScenarios.Adopted), 0, bool.TrueString);
        await RunAsync(machine, nameof(HalfMadeScenarios.Delete));
        AssertSame(before, await SnapshotAsync(machine), LeftByReset);
    }

    private static string Script(string name) => Path.Combine(Repository.Root, "tests", "Plugins.Kubeadm.Tests", "LifeCycle", name);

    private static async Task<string> SnapshotAsync(KubeadmMachine machine)
    {
        var result = await machine.Machine.RunAsync("bash", Script("snapshot.sh"));
        return result.Succeeded ? result.Output.Trim() : throw new InvalidOperationException(result.ToString());
    }

    private async Task RunAsync(KubeadmMachine machine, string scenario, int exitCode = 0, params string[] more)
    {
        var start = TimeProvider.System.GetTimestamp();
        var result = await machine.RunScenarioAsync(typeof(HalfMadeScenarios), scenario, s_patience, [Path.Combine(machine.Machine.Directory, "state"), .. more]);
        output.WriteLine($"{scenario}: {TimeProvider.System.GetElapsedTime(start)}\n{result.Output}");
        Assert.True(result.ExitCode == exitCode, $"{scenario}: {result}");
    }

    private async Task ByHandAsync(KubeadmMachine machine, params string[] arguments)
    {
        var start = TimeProvider.System.GetTimestamp();
        var version = KubeadmPrograms.Version;
        var result = await Tool.RunAsync(
            machine.Machine.Enter, ["bash", Script("by-hand.sh"), KubeadmPrograms.Binaries(version), KubeadmPrograms.Images(version), .. arguments], within: s_patience);
        output.WriteLine($"by hand, {arguments[0]}: {TimeProvider.System.GetElapsedTime(start)}\n{result.Output}");
        Assert.True(result.Succeeded, $"{arguments[0]}: {result}");
    }

    private void AssertSame(string before, string after, string allowed = "^$")
    {
        var differences = MachineDifference.Between(before, after);
        output.WriteLine(string.Join('\n', differences.Explained));
        var unexplained = string.Join('\n', differences.Unexplained.Where(line => !Regex.IsMatch(line, allowed)));
        Assert.True(unexplained.Length == 0, unexplained);
    }
}
