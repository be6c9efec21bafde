using System.Runtime.InteropServices;
using System.Text.Json;
using Reeve.Clusters;
using Reeve.Distributions.K3s;
using Reeve.Distributions.Versions;
using Reeve.Plugins.Kubeadm.Planning;
using Reeve.Plugins.Kubeadm.Steps;
using Reeve.Plugins.Kubeadm.Steps.Addons;
using Reeve.Plugins.Kubeadm.Steps.Files;
using Reeve.Plugins.Kubeadm.Steps.K3s;
using Reeve.Plugins.Kubeadm.Steps.Objects;
using Reeve.Plugins.Kubeadm.Steps.Registries;

namespace Reeve.Plugins.Kubeadm.K3s;

/// <summary>Plans operations on clusters of k3s.</summary>
/// <remarks>
/// <code>
/// create   claim ─► kernel, program, images, files ─► server ─► add-ons ─► node ready
/// change   pause (k3s stops, its data are copied) ─► files ─► server started anew
/// upgrade  fetch ─► pause ─► program swapped, files ─► server started anew ─► add-ons ─► node ready
/// renew    pause ─► rotate, started anew
/// delete   remove; then what create has made is taken back
/// </code>
/// A change that fails is taken back in reverse: pods are stopped, files and program are the old ones, then the data, then k3s starts again.
/// </remarks>
internal sealed class K3sPlanner(StepCatalog kinds, K3sStepKinds k3s)
{
    private const string Claim = "claim";
    private const string Pause = "pause";
    private const string Start = "start";
    private static readonly TimeSpan s_long = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan s_start = TimeSpan.FromMinutes(15);

    // What `k3s certificate rotate` makes anew.
    private static readonly string[] s_certificates =
        ["server/tls", "server/cred", .. Pairs("client-kubelet"), .. Pairs("serving-kubelet"), .. Pairs("client-kube-proxy"), .. Pairs("client-k3s-controller")];

    public ClusterPlan Create(ClusterSpec spec, K3sSpec own)
    {
        var claim = k3s.Claim.Step(Claim, "Take the machine for k3s", new ClaimArguments { DataDirectory = own.DataDirectory, Program = own.Program }) with { Phase = StepPhase.Pre };
        var files = new K3sFileSteps(kinds, k3s, spec, own);
        ClusterStep[] prepared =
        [
            .. own.PrepareKernel ? KernelSteps.All(kinds, spec.Networking.PodSubnets.Count > 1) : [],
            k3s.Program.Step("program", $"Install k3s {spec.Version}", Program(spec, own)) with { Deadline = s_long },
            .. own.Links.Select(name => k3s.Link.Step($"link-{name.ToLowerInvariant()}", $"Let {name} lead to k3s", LinkOf(own, name), "program")),
            .. Images(spec, own),
            .. files.Token(),
            files.Configuration(),
            .. spec.Registry is null ? Array.Empty<ClusterStep>() : [k3s.Registries.K3sStep(spec.Registry)],
            .. files.Environment(),
            files.Unit(),
        ];
        var server = k3s.Server.Step("server", "Start k3s", Server(spec, own)) with { Deadline = s_start };
        return new ClusterPlan
        {
            Steps =
            [
                claim,
                .. prepared.Select(step => step with { Phase = StepPhase.Pre, DependsOn = [Claim, .. step.DependsOn] }),
                server,
                .. AddonPlanner.Steps(kinds.Manifest, spec, own.AddonDirectory, withCluster: true),
                Ready(spec, own),
            ],
            Warnings = Warnings(spec, own),
        };
    }

    /// <summary>Nothing for a cluster that somebody else has made: it is taken as it is.</summary>
    public ClusterPlan Complete(ClusterSpec spec, K3sSpec own, ClusterObservation observation) => Facts(observation).Made ? Change(spec, own, observation) : new ClusterPlan();

    public ClusterPlan Change(ClusterSpec spec, K3sSpec own, ClusterObservation observation)
    {
        var facts = Facts(observation);
        var files = new K3sFileSteps(kinds, k3s, spec, own).Changed(facts).Select(step => step with { Lasting = facts.Made }).ToList();
        var addons = AddonPlanner.Changes(kinds.Manifest, spec, own.AddonDirectory, facts.Addons).ToList();
        return new ClusterPlan { Steps = [.. files.Count > 0 ? Restarted(spec, own, [], files) : [], .. addons] };
    }

    public ClusterPlan Upgrade(ClusterSpec spec, K3sSpec own, ClusterObservation observation)
    {
        if (observation.Version == KubernetesVersion.Parse(spec.Version).ToString())
        {
            return Change(spec, own, observation);
        }

        var facts = Facts(observation);
        var program = Program(spec, own);
        ClusterStep[] before =
        [
            k3s.Fetch.Step("fetch", $"Read k3s {spec.Version}", program) with { Phase = StepPhase.Pre, Lasting = false, Deadline = s_long },
            .. Images(spec, own).Select(step => step with { Phase = StepPhase.Pre }),
        ];
        IEnumerable<ClusterStep> swap =
        [
            k3s.Program.Step("program", $"Swap k3s for {spec.Version}", program) with { Deadline = s_long },
            .. new K3sFileSteps(kinds, k3s, spec, own).Changed(facts),
        ];
        return new ClusterPlan
        {
            Steps = [.. before, .. Restarted(spec, own, ["server/db"], [.. swap.Select(step => step with { Lasting = facts.Made })]), .. AddonPlanner.Changes(kinds.Manifest, spec, own.AddonDirectory, facts.Addons), Ready(spec, own)],
        };
    }

    public ClusterPlan Renew(ClusterSpec spec, K3sSpec own)
    {
        var rotate = k3s.Rotate.Step("rotate", "Make certificates anew", new RotateArguments { Program = own.Program, DataDirectory = own.DataDirectory }, Pause);
        return new ClusterPlan
        {
            Steps = [PauseStep(own, s_certificates), rotate with { Deadline = s_start, Lasting = false }, Ready(spec, own)],
            Warnings = ["Kubeconfig files that were given out before end with their certificates: hand out new ones."],
        };
    }

    public ClusterPlan Delete(ClusterSpec spec, K3sSpec own) => new()
    {
        Steps =
        [
            k3s.Remove.Step("remove", "Remove k3s, its pods and what it has written", new RemoveArguments
            {
                DataDirectory = own.DataDirectory, Program = own.Program, Links = own.Links, KeepData = spec.KeepData,
            }) with { Deadline = s_start, Lasting = false, Reversible = false },
        ],
        Warnings = [spec.KeepData ? $"The data in {own.DataDirectory} stay." : $"Everything in {own.DataDirectory} is deleted, with the volumes of pods that k3s keeps there."],
    };

    private static string[] Pairs(string name) => [$"agent/{name}.crt", $"agent/{name}.key"];

    /// <summary>k3s stopped, changed, and started.</summary>
    private ClusterStep[] Restarted(ClusterSpec spec, K3sSpec own, string[] saved, IReadOnlyList<ClusterStep> changes) =>
    [
        PauseStep(own, saved),
        .. changes.Select(step => step with { DependsOn = [Pause, .. step.DependsOn] }),
        k3s.Server.Step(Start, "Start k3s anew", Server(spec, own) with { Change = true }, [.. changes.Select(step => step.Id)]) with { Deadline = s_start, Lasting = false },
    ];

    private ClusterStep PauseStep(K3sSpec own, string[] saved) =>
        k3s.Pause.Step(Pause, "Stop k3s; pods go on", new PauseArguments { DataDirectory = own.DataDirectory, Saved = saved }) with { Deadline = s_start, Lasting = false };

    private ClusterStep Ready(ClusterSpec spec, K3sSpec own) =>
        kinds.Ready.Step("node-ready", "Wait until the node is ready", new ReadyArguments { Cluster = spec.Id, Node = own.NodeName }) with { Phase = StepPhase.Post };

    private static LinkArguments LinkOf(K3sSpec own, string name) => new() { Path = Path.Combine(Path.GetDirectoryName(own.Program)!, name), Target = own.Program };

    private static ServerArguments Server(ClusterSpec spec, K3sSpec own) =>
        new() { Cluster = spec.Id, Version = KubernetesVersion.Parse(spec.Version).ToString(), DataDirectory = own.DataDirectory };

    private static ProgramArguments Program(ClusterSpec spec, K3sSpec own)
    {
        var version = KubernetesVersion.Parse(spec.Version);
        var name = K3sRelease.Program(RuntimeInformation.ProcessArchitecture);
        string Locate(string file) => own.Source switch
        {
            { Directory.Length: > 0 } => Path.Combine(own.Source.Directory, file),
            { Url.Length: > 0 } => K3sRelease.Locate(version, file, own.Source.Url).AbsoluteUri,
            _ => K3sRelease.Locate(version, file).AbsoluteUri,
        };
        return new ProgramArguments
        {
            Version = version.ToString(),
            Path = own.Program,
            Name = name,
            Source = Locate(name),
            Checksums = Locate(K3sRelease.Checksums(RuntimeInformation.ProcessArchitecture)),
            Sha256 = own.Source.Sha256,
        };
    }

    /// <summary>Images of an air-gap directory, under names with the version: one release never overwrites another's.</summary>
    private IEnumerable<ClusterStep> Images(ClusterSpec spec, K3sSpec own)
    {
        var version = KubernetesVersion.Parse(spec.Version).ToString().Replace('+', '-').ToLowerInvariant();
        var found = K3sRelease.Images(RuntimeInformation.ProcessArchitecture).Select(name => Path.Combine(own.Source.Directory, name)).FirstOrDefault(path => own.Source.Directory.Length > 0 && File.Exists(path));
        if (found is { } from)
        {
            var name = Path.GetFileName(from);
            var to = Path.Combine(own.DataDirectory, "agent", "images", $"{version}-{name}");
            yield return k3s.Copy.Step($"images-{version}", $"Copy {name}", new CopyArguments { From = from, To = to }) with { Deadline = s_long };
        }
    }

    private static List<string> Warnings(ClusterSpec spec, K3sSpec own) =>
        spec.Networking.Cni is null && own.Source is { Directory.Length: > 0 } source && !K3sRelease.Images(RuntimeInformation.ProcessArchitecture).Any(name => File.Exists(Path.Combine(source.Directory, name)))
            ? [$"{source.Directory} has no archive of images: without a registry that can be reached, k3s' own pods do not start."]
            : [];

    private static K3sFacts Facts(ClusterObservation observation) => observation.Provider.ValueKind is JsonValueKind.Object
        ? observation.Provider.Deserialize(KubeadmJson.Default.K3sFacts) ?? new K3sFacts()
        : new K3sFacts();
}
