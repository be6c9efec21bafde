using Reeve.Kubernetes;
using Reeve.Plugins.Slurm.Jobs;
using Reeve.Plugins.Slurm.Jobs.Flags;
using Xunit;

namespace Reeve.Plugins.Slurm.Tests.Jobs.Flags;

public sealed class JobOptionsPlannerTests
{
    private static readonly ContainerOptions Options = new()
    {
        Flavors = [new JobFlavor { Name = "big", Flags = "--partition=large -t 100 --mem=1G" }, new JobFlavor { Name = "small", Flags = "-p tiny" }],
    };

    [Fact]
    public void Plan_PodThatStatesNothing_InventsNothing() =>
        Assert.Equal("signal=B:TERM@40", Plan(PodSketch.Once(new Container { Name = "c" })));

    [Fact]
    public void Plan_Resources_AreWhatRunsAtOneTime()
    {
        var spec = PodSketch.Once(With("a", "1500m", "100Mi", gpus: 1), With("b", "1", "1", gpus: 0)) with
        {
            InitContainers = [With("side", "500m", "50Mi", 0) with { RestartPolicy = RestartPolicies.Always }, With("init", "1", "1Gi", 0)],
        };

        Assert.Equal("cpus-per-task=3 mem=1074M gres=gpu:1 signal=B:TERM@40", Plan(spec));
    }

    [Fact]
    public void Plan_RequestsWithoutLimits_Count() => Assert.Equal("cpus-per-task=1 signal=B:TERM@40", Plan(PodSketch.Once(new Container
    {
        Name = "c", Resources = new ResourceRequirements { Requests = new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse("100m") } },
    })));

    [Fact]
    public void Plan_Precedence_IsNodeFlavorAnnotationPod()
    {
        var annotations = new Dictionary<string, string>
        {
            ["slurm-job.vk.io/flavor"] = "big",
            ["slurm-job.knoc.io/flags"] = "--time=50 --mem-per-cpu=2000 --ntasks=2",
            ["slurm-job.vk.io/flags"] = "-t 60",
            ["slurm.reeve.dev/tasks"] = "16",
            ["slurm.reeve.dev/dependency"] = "afterok:7",
        };
        var spec = PodSketch.Once(With("a", "2", "2Gi", 0)) with { ActiveDeadlineSeconds = 90 };

        Assert.Equal(
            "partition=large dependency=afterok:7 ntasks=16 cpus-per-task=2 mem=2048M signal=B:TERM@40 time=3",
            Plan(spec, annotations, new PodPlace { Directory = "/p", Partition = "node" }));
    }

    [Fact]
    public void Plan_DefaultFlavorAndNode_HoldWithoutAnnotations()
    {
        var set = new JobOptionsPlanner(Options with { DefaultFlavor = "small" }).Plan(
            new Pod { Spec = PodSketch.Once(new Container { Name = "c" }) }, TimeSpan.FromSeconds(5), new PodPlace { Directory = "/p", Partition = "node", Account = "acct" }, new Findings());

        Assert.Equal("account=acct partition=tiny signal=B:TERM@15", Text(set));
    }

    private static string Plan(PodSpec spec, IReadOnlyDictionary<string, string>? annotations = null, PodPlace? place = null)
    {
        var findings = new Findings();
        var pod = new Pod { Metadata = new ObjectMeta { Annotations = annotations ?? new Dictionary<string, string>() }, Spec = spec };
        var set = new JobOptionsPlanner(Options).Plan(pod, TimeSpan.FromSeconds(30), place, findings);
        Assert.Empty(findings.Errors);
        return Text(set);
    }

    private static string Text(OptionSet set) => string.Join(' ', set.Options.Select(option => $"{option.Name}={option.Value}"));

    private static Container With(string name, string cpu, string memory, int gpus)
    {
        var limits = new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse(cpu), ["memory"] = Quantity.Parse(memory) };
        if (gpus > 0)
        {
            limits["nvidia.com/gpu"] = new Quantity(gpus);
        }

        return new Container { Name = name, Resources = new ResourceRequirements { Limits = limits } };
    }
}
