using FsCheck;
using FsCheck.Fluent;
using Reeve.Kubernetes;
using Reeve.Runtime.Pods;
using Reeve.Runtime.Pods.Admission;
using Reeve.Runtime.Tests.Pods.Fakes;
using Reeve.Workloads;
using Xunit;

namespace Reeve.Runtime.Tests.Pods.Admission;

public sealed class NodeAdmissionTests
{
    private readonly NodeLedger _ledger = new();

    [Fact]
    public void Of_InitContainersAndSidecars_IsThePeak()
    {
        var demand = PodDemand.Of(new PodSpec
        {
            InitContainers =
            [
                Asking("100m") with { Name = "side", RestartPolicy = RestartPolicies.Always },
                Asking("3") with { Name = "init" },
            ],
            Containers = [Asking("1"), Asking("500m") with { Name = "two" }],
            Overhead = new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse("50m") },
        });

        Assert.Equal(3150, demand.Requests["cpu"]);
    }

    [Fact]
    public void Of_ResourcesOfThePod_CountInPlaceOfItsContainers() => Assert.Equal(2000, PodDemand.Of(new PodSpec
    {
        Containers = [Asking("1")],
        Resources = new() { Requests = new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse("2") } },
    }).Requests["cpu"]);

    [Theory]
    [InlineData("cpu", "5", "OutOfcpu", "Node didn't have enough resource: cpu, requested: 5000, used: 0, capacity: 4000")]
    [InlineData("memory", "9Gi", "OutOfmemory", "Node didn't have enough resource: memory, requested: 9663676416, used: 0, capacity: 8589934592")]
    public void Admit_TooMuch_IsRefusedInTheKubeletsWords(string resource, string amount, string reason, string message)
    {
        var refusal = Admit(Some.Pod("a", spec => spec with { Containers = [Asking(amount, resource)] }, "u"));

        Assert.Equal((reason, message), (refusal?.Reason, refusal?.Message));
    }

    [Fact]
    public void Admit_NodeIsFull_RefusesAndTakesThePodOnceAnotherHasEnded()
    {
        var pod = Some.Pod("b", spec => spec with { Containers = [Asking("3")] }, "b");
        Assert.Null(Admit(Some.Pod("a", spec => spec with { Containers = [Asking("3")] }, "a")));
        Assert.Equal("OutOfcpu", Admit(pod)?.Reason);

        _ledger.Remove("a");
        Assert.Null(Admit(pod));
        Assert.Null(Admit(pod));
    }

    [Fact]
    public void Admit_TooManyPods_IsRefused()
    {
        Assert.Null(Admit(Some.Pod("a", uid: "a")));
        Assert.Null(Admit(Some.Pod("b", uid: "b")));
        Assert.Equal("OutOfpods", Admit(Some.Pod("c", uid: "c"))?.Reason);
    }

    [Fact]
    public void Admit_UnknownExtendedResource_IsNotCounted() =>
        Assert.Null(Admit(Some.Pod("a", spec => spec with { Containers = [Asking("1", "example.com/gpu")] }, "a")));

    [Fact]
    public void Admit_HostPortInUse_IsRefused()
    {
        Pod Listening(string uid, string? ip = null, string? protocol = null) => Some.Pod(
            uid, spec => spec with { Containers = [new() { Name = "c", Ports = [new() { Port = 80, HostPort = 80, HostIP = ip, Protocol = protocol }] }] }, uid);

        Assert.Null(Admit(Listening("a", "10.0.0.1")));
        Assert.Null(Admit(Listening("b", "10.0.0.2")));
        _ledger.Remove("b");
        Assert.Equal("NodePorts", Admit(Listening("c"))?.Reason);
        Assert.Null(Admit(Listening("d", protocol: "UDP")));
    }

    [Fact]
    public void Admit_LabelsOfTheNodeObject_Count()
    {
        Assert.Null(Admit(Some.Pod("a", spec => spec with { NodeSelector = new Dictionary<string, string> { ["disk"] = "ssd" } }, "a")));
        var refusal = Admit(Some.Pod("b", spec => spec with { NodeSelector = new Dictionary<string, string> { ["disk"] = "tape" } }, "b"));

        Assert.Equal(("NodeAffinity", "Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector"), (refusal?.Reason, refusal?.Message));
        Assert.Equal(
            "PodOSSelectorNodeLabelDoesNotMatch",
            Admit(Some.Pod("c", spec => spec with { NodeSelector = new Dictionary<string, string> { ["kubernetes.io/os"] = "windows" } }, "c"))?.Reason);
        Assert.Equal("PodOSNotSupported", Admit(Some.Pod("d", spec => spec with { Os = new() { Name = "windows" } }, "d"))?.Reason);
    }

    [Theory]
    [InlineData("k", "Equal", "v", "NoExecute", true)]
    [InlineData("k", "Equal", "w", "NoExecute", false)]
    [InlineData("k", "Exists", null, null, true)]
    [InlineData(null, "Exists", null, null, true)]
    [InlineData(null, null, "v", null, false)]
    [InlineData("k", null, "v", "NoSchedule", false)]
    public void Admit_NoExecuteTaint_RepelsWhatDoesNotTolerateIt(string? key, string? @operator, string? value, string? effect, bool tolerates)
    {
        var toleration = new Toleration { Key = key, Operator = @operator, Value = value, Effect = effect };
        var pod = Some.Pod("a", spec => spec with { Tolerations = [toleration] }, "a");
        var node = Node() with { Spec = new() { Taints = [new() { Key = "k", Value = "v", Effect = "NoExecute" }, new() { Key = "x", Effect = "NoSchedule" }] } };

        Assert.Equal(tolerates ? null : "TaintToleration", Admit(pod, node)?.Reason);
        _ledger.Remove("a");
        Assert.Null(Admit(pod, node, isStatic: true));
    }

    [Fact]
    public void TryResize_MoreThanThereIs_IsInfeasibleOrDeferred()
    {
        var allocatable = Node().Status.Allocatable;
        _ledger.Add("a", Demand("1"));
        _ledger.Add("b", Demand("2"));

        Assert.Equal(PodChangeOutcome.Infeasible, _ledger.TryResize("a", Demand("5"), allocatable)?.Outcome);
        Assert.Equal(PodChangeOutcome.Deferred, _ledger.TryResize("a", Demand("3"), allocatable)?.Outcome);
        _ledger.Remove("b");
        Assert.Null(_ledger.TryResize("a", Demand("3"), allocatable));
        Assert.Null(_ledger.TryResize("a", Demand("1"), allocatable));
    }

    [Fact]
    public void Ledger_AnySequence_NeverTakesMoreThanThereIs() => Prop.ForAll(
        ArbMap.Default.ArbFor<(byte Pod, byte Cpu, bool Remove)[]>(),
        steps =>
        {
            var ledger = new NodeLedger();
            var taken = new Dictionary<string, int>();
            var allocatable = Node().Status.Allocatable;
            foreach (var (pod, cpu, remove) in steps)
            {
                var uid = $"{pod % 2}";
                if (remove)
                {
                    ledger.Remove(uid);
                    taken.Remove(uid);
                }
                else if (!taken.ContainsKey(uid) && ledger.TryAdd(uid, Demand($"{cpu % 6}"), allocatable) is null)
                {
                    taken[uid] = cpu % 6;
                }
            }

            return taken.Values.Sum() <= 4;
        }).QuickCheckThrowOnFailure();

    private static PodDemand Demand(string cpu) => PodDemand.Of(new PodSpec { Containers = [Asking(cpu)] });

    private static Container Asking(string amount, string resource = "cpu") => new()
    {
        Name = "c", Resources = new() { Requests = new Dictionary<string, Quantity> { [resource] = Quantity.Parse(amount) } },
    };

    private static Node Node() => new()
    {
        Metadata = new() { Name = "node-1", Uid = "n", Labels = new Dictionary<string, string> { ["disk"] = "ssd", ["kubernetes.io/os"] = "linux" } },
        Status = new() { Allocatable = new Dictionary<string, Quantity> { ["cpu"] = new(4), ["memory"] = Quantity.Parse("8Gi"), ["pods"] = new(2) } },
    };

    private PodFailure? Admit(Pod pod, Node? node = null, bool isStatic = false)
    {
        var view = new NodeView();
        view.Set(node ?? Node());
        return new NodeAdmission(view, "node-1", _ledger).Admit(pod, isStatic, null);
    }
}
