using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Reeve.Plugins.Kubeadm.Steps.Addons;

namespace Reeve.Plugins.Kubeadm.Tests.Addons;

public sealed class ObjectTests
{
    private static readonly string[] s_kinds = ["Namespace", "CustomResourceDefinition", "Secret", "DaemonSet", "Network", "ValidatingWebhookConfiguration"];

    [Fact]
    public void Sort_AnyManifest_HasWhatOthersNeedFirst() => Prop.ForAll(
        ArbMap.Default.ArbFor<List<byte>>(),
        picks =>
        {
            var sorted = ObjectOrder.Sort((picks ?? []).Select((pick, number) => One(s_kinds[pick % s_kinds.Length], $"n{number}"))).ToList();
            var ranks = sorted.Select(one => Array.IndexOf(s_kinds, (string)one["kind"]!)).ToList();
            var stable = sorted.GroupBy(one => (string)one["kind"]!).All(group => group.Select(one => int.Parse(((string)one["metadata"]!["name"]!)[1..], System.Globalization.CultureInfo.InvariantCulture)) is var numbers && numbers.SequenceEqual(numbers.Order()));
            return stable && ranks.SequenceEqual(ranks.Order());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Pack_Change_ComesOutAsItWentIn()
    {
        var change = new AddonChange { Wanted = [One("Secret", "a")], Before = [One("ConfigMap", "b")], Pruned = [] };

        var again = AddonChange.Unpack(change.Pack());

        Assert.True(JsonNode.DeepEquals(change.Wanted[0], again.Wanted.Single()) && JsonNode.DeepEquals(change.Before[0], again.Before.Single()));
        Assert.Empty(again.Pruned);
        Assert.True(change.HasSecrets);
    }

    [Theory]
    [InlineData("""{"kind": "DaemonSet", "metadata": {"generation": 2}, "status": {"observedGeneration": 1}}""", false)]
    [InlineData("""{"kind": "DaemonSet", "metadata": {"generation": 1}, "status": {"observedGeneration": 1, "desiredNumberScheduled": 1, "updatedNumberScheduled": 1, "numberAvailable": 1}}""", true)]
    [InlineData("""{"kind": "DaemonSet", "metadata": {"generation": 1}, "status": {"observedGeneration": 1, "desiredNumberScheduled": 1, "updatedNumberScheduled": 0, "numberAvailable": 1}}""", false)]
    [InlineData("""{"kind": "Deployment", "metadata": {"generation": 1}, "spec": {"replicas": 2}, "status": {"observedGeneration": 1, "updatedReplicas": 2, "availableReplicas": 1}}""", false)]
    [InlineData("""{"kind": "Deployment", "metadata": {"generation": 1}, "spec": {"replicas": 0}, "status": {"observedGeneration": 1}}""", true)]
    public void WhyNot_Workload_RunsWholeOrSays(string workload, bool expected) => Assert.Equal(expected, ObjectReadiness.WhyNot((JsonObject)JsonNode.Parse(workload)!).Length == 0);

    private static JsonObject One(string kind, string name) => new() { ["apiVersion"] = "v1", ["kind"] = kind, ["metadata"] = new JsonObject { ["name"] = name } };
}
