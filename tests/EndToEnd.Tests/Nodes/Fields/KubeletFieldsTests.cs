using Reeve.Testing;
using Reeve.Testing.Kubernetes;
using Reeve.Testing.Systemd;

namespace Reeve.EndToEnd.Nodes.Fields;

/// <summary>
/// A node's answers have every field that a real kubelet's have, but for a list of exceptions with their reasons. What a real one
/// answers was recorded by <c>eng/kubelet-fields.sh</c>.
/// </summary>
public sealed class KubeletFieldsTests
{
    private static string Recorded { get; } = Path.Combine(Repository.Root, "tests", "EndToEnd.Tests", "Nodes", "Fields", "kubelet-1.20.2.txt");

    [RequiresFact(Component.ControlPlane)]
    public async Task ProcessNode_HasEveryFieldOfAKubelet()
    {
        var plane = await ControlPlane.SharedAsync();
        await using var agent = await NodeAgent.StartAsync(plane, "fields");
        await CompareAsync(await new NodeAnswers(plane, agent.Name, agent.Namespace, "host:/bin/sh").CollectAsync());
    }

    [RequiresFact(Component.SystemdNode)]
    public async Task SystemdNode_HasEveryFieldOfAKubelet()
    {
        var plane = await ControlPlane.SharedAsync();
        var machine = await SystemdMachine.SharedAsync();
        await using var agent = await NodeAgent.StartAsync(plane, "ufields", new NodeAgentOptions { Provider = "systemd", Machine = machine });
        await CompareAsync(await new NodeAnswers(plane, agent.Name, agent.Namespace, "host:/bin/sh").CollectAsync());
    }

    /// <summary>No test: asks a real kubelet, as <c>eng/kubelet-fields.sh</c> wants it.</summary>
    [RecordingFact]
    public async Task Record()
    {
        await using var plane = await ControlPlane.StartAsync();
        await using var machine = await SystemdMachine.StartAsync(plane.Directory, await RealKubelet.FindPrograms());
        await RealKubelet.StartAsync(plane, machine, "real");
        var lines = await new NodeAnswers(plane, "real", await plane.CreateNamespaceAsync("fields"), RealKubelet.Image).CollectAsync();
        await File.WriteAllLinesAsync(Recorded, lines);
    }

    private static async Task CompareAsync(IReadOnlyCollection<string> answers)
    {
        var exceptions = await FieldExceptions.ReadAsync(Path.ChangeExtension(Recorded, ".exceptions"));
        var missing = (await File.ReadAllLinesAsync(Recorded))
            .Except(answers).Where(line => !exceptions.Allow(line) && !answers.Any(answer => FieldPaths.HasLabelsOf(answer, line))).ToList();
        Assert.True(missing.Count == 0, $"A kubelet has these {missing.Count}:\n{string.Join('\n', missing)}");
    }
}
