using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes.Resources;

namespace Reeve.Runtime.Tests.Kubernetes.Resources;

public sealed class SharedTextTests
{
    [Fact]
    public void Read_TwoObjectsSayTheSame_KeepItOnce()
    {
        var json = """{ "metadata": { "name": "a", "labels": { "shared-text-tests": "same-value" } }, "spec": { "restartPolicy": "Always" } }"""u8;

        var one = JsonSerializer.Deserialize(json, ClientJson.TypeInfo<Pod>())!;
        var two = JsonSerializer.Deserialize(json, ClientJson.TypeInfo<Pod>())!;

        Assert.Same(one.Spec.RestartPolicy, two.Spec.RestartPolicy);
        Assert.Same(one.Metadata.Labels.Values.Single(), two.Metadata.Labels.Values.Single());
        Assert.Same(one.Metadata.Labels.Keys.Single(), two.Metadata.Labels.Keys.Single());
    }

    [Fact]
    public void Read_AnyTexts_AreWhatWasWritten() => Prop.ForAll<string[]>(texts =>
    {
        var written = texts.Where(text => text is not null && !text.Any(char.IsSurrogate)).ToArray();
        var pod = new Pod
        {
            Metadata = new() { Name = "a", Annotations = written.Distinct().ToDictionary(text => text, text => text + "!") },
            Spec = new() { Containers = [new() { Name = "a", Args = written }] },
        };

        var read = JsonSerializer.Deserialize(KubernetesJson.SerializeToUtf8Bytes(pod), ClientJson.TypeInfo<Pod>())!;

        return read.Spec.Containers[0].Args.SequenceEqual(written)
            && read.Metadata.Annotations.All(pair => pair.Value == pair.Key + "!")
            && read.Metadata.Annotations.Count == pod.Metadata.Annotations.Count;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Read_NumberInsteadOfText_IsAnError() =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize("""{ "metadata": { "name": 1 } }"""u8, ClientJson.TypeInfo<Pod>()));

    [Fact]
    public void Read_Null_IsNone() =>
        Assert.Null(JsonSerializer.Deserialize("""{ "metadata": { "name": "a", "namespace": null } }"""u8, ClientJson.TypeInfo<Pod>())!.Metadata.Namespace);
}
