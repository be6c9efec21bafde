using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Reeve.Runtime.Manifests;

namespace Reeve.Runtime.Tests.Manifests;

public class ManifestReaderTests
{
    private const string Pod = """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: main
              image: host:/bin/true
        """;

    [Fact]
    public void ReadText_Pod_IsDefaultedAndKnowsItsPlace()
    {
        var set = new ManifestReader().ReadText("# first\n---\n" + Pod, "web.yaml");

        var pod = Assert.Single(set.Pods);
        Assert.Empty(set.Diagnostics);
        Assert.Equal("Always", pod.Pod.Spec.RestartPolicy);
        Assert.Equal("default", pod.Pod.Metadata.Namespace);
        Assert.Equal(("web.yaml", 0, 0, 3, "web.yaml#default/web"), (pod.File, pod.Document, pod.Ordinal, pod.Line, pod.Key));
        Assert.Equal(64, pod.Hash.Length);
    }

    [Fact]
    public void ReadText_SamePodElsewhere_SameKeyAndHash()
    {
        var one = Assert.Single(new ManifestReader().ReadText(Pod).Pods);
        var other = new ManifestReader().ReadText("apiVersion: v1\nkind: Namespace\nmetadata: {name: x}\n---\n" + Pod + "\nstatus: {phase: Running}\n").Pods[0];

        Assert.Equal((one.Key, one.Hash), (other.Key, other.Hash));
    }

    [Fact]
    public void ReadText_ChangedPod_OtherHash()
    {
        var one = Assert.Single(new ManifestReader().ReadText(Pod).Pods);
        var other = Assert.Single(new ManifestReader().ReadText(Pod.Replace("/bin/true", "/bin/false", StringComparison.Ordinal)).Pods);

        Assert.Equal(one.Key, other.Key);
        Assert.NotEqual(one.Hash, other.Hash);
    }

    [Theory]
    [InlineData("restartPolcy: Never", "web.yaml:9:3: warning: spec.restartPolcy: unknown field; did you mean \"restartPolicy\"?")]
    [InlineData("fluxCapacitor: 1", "web.yaml:9:3: warning: spec.fluxCapacitor: unknown field")]
    [InlineData("hostNetwork: \"true\"", "web.yaml:9:16: error: spec.hostNetwork: expected true or false, found \"true\"")]
    [InlineData("activeDeadlineSeconds: soon", "web.yaml:9:26: error: spec.activeDeadlineSeconds: expected a number, found \"soon\"")]
    [InlineData("activeDeadlineSeconds: \"5\"", "web.yaml:9:26: error: spec.activeDeadlineSeconds: expected a number, found \"5\" (write it without quotes)")]
    [InlineData("activeDeadlineSeconds: 1.5", "web.yaml:9:26: error: spec.activeDeadlineSeconds: expected a whole number, found 1.5")]
    [InlineData("priority: 3000000000", "web.yaml:9:13: error: spec.priority: expected a number from -2147483648 to 2147483647, found 3000000000")]
    [InlineData("nodeName: 5", "web.yaml:9:13: error: spec.nodeName: expected a string, found 5 (write it in quotes)")]
    [InlineData("nodeSelector: {a: 0644}", "web.yaml:9:21: error: spec.nodeSelector[a]: expected a string, found 0644, which means 420 (write it in quotes)")]
    [InlineData("nodeSelector: {a: yes}", "web.yaml:9:21: error: spec.nodeSelector[a]: expected a string, found yes, which means true (write it in quotes)")]
    [InlineData("volumes: {name: x}", "web.yaml:9:12: error: spec.volumes: expected a list, found an object")]
    [InlineData("volumes: [x]", "web.yaml:9:13: error: spec.volumes[0]: expected an object, found \"x\"")]
    [InlineData("volumes: [~]", "web.yaml:9:13: error: spec.volumes[0]: expected an object, found nothing")]
    [InlineData("overhead: {cpu: lots}", "web.yaml:9:19: error: spec.overhead[cpu]: expected a quantity such as 500m, 2 or 64Mi, found \"lots\"")]
    [InlineData("restartPolicy: Sometimes", "web.yaml:9:18: error: spec.restartPolicy: Unsupported value: \"Sometimes\": supported values: \"Always\", \"OnFailure\", \"Never\"")]
    [InlineData("hostname: A", "web.yaml:9:13: error: spec.hostname: Invalid value: \"A\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')")]
    [InlineData("initContainers: [{image: x}]", "web.yaml:9:20: error: spec.initContainers[0].name: Required value")]
    public void ReadText_BadField_SaysWhereAndWhat(string line, string expected)
    {
        var set = new ManifestReader().ReadText($"{Pod}\n  {line}\n", "web.yaml");

        Assert.Equal(expected, Assert.Single(set.Diagnostics).ToString());
        Assert.Equal(expected.Contains("error", StringComparison.Ordinal), set.HasErrors);
        Assert.Equal(set.HasErrors, set.Pods.Count == 0);
    }

    [Fact]
    public void ReadText_SeveralBadFields_SaysAllInTheirPlaces()
    {
        var set = new ManifestReader().ReadText(Pod + "\n      ports: [{containerPort: http}]\n      imagee: x\n      env: [{nam: A}]\n");

        Assert.Equal(
            [
                "stdin:9:31: error: spec.containers[0].ports[0].containerPort: expected a number, found \"http\"",
                "stdin:10:7: warning: spec.containers[0].imagee: unknown field",
                "stdin:11:14: warning: spec.containers[0].env[0].nam: unknown field; did you mean \"name\"?",
            ],
            set.Diagnostics.Select(static d => d.ToString()));
    }

    [Theory]
    [InlineData("5", "stdin:1:1: error: expected an object with apiVersion and kind")]
    [InlineData("kind: Pod", "stdin:1:1: error: apiVersion: Required value")]
    [InlineData("apiVersion: v1\nKind: Pod", "stdin:1:1: error: kind: Required value; \"Kind\" is written like this")]
    [InlineData("apiVersion: 1\nkind: Pod", "stdin:1:13: error: apiVersion: expected a string")]
    [InlineData("apiVersion: apps/v2\nkind: Deployment", "stdin:1:13: error: apiVersion: there is no kind Deployment in apps/v2; write apps/v1")]
    [InlineData("apiVersion: networking.k8s.io/v1\nkind: Ingress", "stdin:2:7: warning: kind: the kind Ingress of networking.k8s.io/v1 is not supported and is ignored")]
    [InlineData("apiVersion: v1\nkind: Pods", "stdin:2:7: warning: kind: the kind Pods is not supported and is ignored; did you mean \"Pod\"?")]
    [InlineData("apiVersion: batch/v1\nkind: CronJob", "stdin:2:7: error: kind: a CronJob needs a cluster that keeps its schedule; run its jobTemplate as a Job, and start that by cron or a systemd timer")]
    public void ReadText_NoObjectOfAKnownKind_SaysSo(string text, string expected) =>
        Assert.Equal(expected, Assert.Single(new ManifestReader().ReadText(text).Diagnostics).ToString());

    [Theory]
    [InlineData("apiVersion: v1\nkind: Frob")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndatum: {}")]
    public void ReadText_DubiousAndStrict_IsRefused(string text)
    {
        Assert.False(new ManifestReader().ReadText(text).HasErrors);
        var set = new ManifestReader(new() { Strict = true }).ReadText(text);

        Assert.True(set.HasErrors);
        Assert.Empty(set.ConfigMaps);
    }

    [Fact]
    public void ReadText_NullFields_AreAbsent()
    {
        var set = new ManifestReader(new() { Strict = true }).ReadText(Pod + "\n      command: null\n      args: [~]\n      ports:\nstatus:\n");

        Assert.Empty(set.Diagnostics);
        Assert.Equal([""], set.Pods[0].Pod.Spec.Containers[0].Args);
    }

    [Fact]
    public void ReadText_ServerFields_AreDropped()
    {
        var text = Pod.Replace("name: web", "name: web\n  uid: abc\n  resourceVersion: '5'\n  creationTimestamp: 2026-01-01T00:00:00Z\n  ownerReferences: [{apiVersion: v1, kind: X, name: owner, uid: u}]", StringComparison.Ordinal);

        var pod = Assert.Single(new ManifestReader().ReadText(text).Pods).Pod;

        Assert.Null(pod.Metadata.Uid);
        Assert.Null(pod.Metadata.ResourceVersion);
        Assert.Null(pod.Metadata.CreationTimestamp);
        Assert.Empty(pod.Metadata.OwnerReferences);
    }

    [Fact]
    public void ReadText_GenerateName_SameNameEachTimeOtherNameForOtherContent()
    {
        var text = Pod.Replace("name: web", "generateName: web-", StringComparison.Ordinal);

        var name = Assert.Single(new ManifestReader().ReadText(text).Pods).Pod.Metadata.Name;

        Assert.Matches("^web-[bcdfghjklmnpqrstvwxz2456789]{5}$", name);
        Assert.Equal(name, new ManifestReader().ReadText(text).Pods[0].Pod.Metadata.Name);
        Assert.NotEqual(name, new ManifestReader().ReadText(text, "other").Pods[0].Pod.Metadata.Name);
        Assert.NotEqual(name, new ManifestReader().ReadText(text.Replace("true", "false", StringComparison.Ordinal)).Pods[0].Pod.Metadata.Name);
    }

    [Fact]
    public void ReadText_GenerateNameTwice_TwoPods()
    {
        var text = Pod.Replace("name: web", "generateName: web-", StringComparison.Ordinal);

        Assert.Equal(2, new ManifestReader().ReadText($"{text}\n---\n{text}").Pods.DistinctBy(static p => p.Key).Count());
    }

    [Fact]
    public void ReadText_SameNameTwice_SecondIsRefused()
    {
        var set = new ManifestReader().ReadText($"{Pod}\n---\n{Pod}");

        Assert.Single(set.Pods);
        Assert.Equal("stdin:13:9: error: metadata.name: the Pod \"web\" is there already, at stdin:1", Assert.Single(set.Diagnostics).ToString());
    }

    [Fact]
    public void ReadText_Lists_AreUnfolded()
    {
        const string Text = """
            apiVersion: v1
            kind: List
            items:
              - apiVersion: v1
                kind: ConfigMap
                metadata: {name: a, namespace: x}
                data: {k: v}
              - apiVersion: v1
                kind: PodList
                items:
                  - metadata: {name: p}
                    spec: {containers: [{name: c, image: i, tty: maybe}]}
                  - metadata: {name: q}
                    spec: {containers: [{name: c, image: i}]}
            """;

        var set = new ManifestReader().ReadText(Text);

        Assert.Equal("x", Assert.Single(set.ConfigMaps).Metadata.Namespace);
        Assert.Equal("q", Assert.Single(set.Pods).Pod.Metadata.Name);
        Assert.Equal("stdin:12:54: error: items[1].items[0].spec.containers[0].tty: expected true or false, found \"maybe\"", Assert.Single(set.Diagnostics).ToString());
    }

    [Fact]
    public void ReadText_Json_IsRead()
    {
        var set = new ManifestReader().ReadText("""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"},"spec":{"containers":[{"name":"c","image":"i","tty":1}]}}""", "a.json");

        Assert.Equal("a.json:1:109: error: spec.containers[0].tty: expected true or false, found 1", Assert.Single(set.Diagnostics).ToString());
    }

    [Fact]
    public void ReadText_Secret_StringDataWinsAndIsMerged()
    {
        var set = new ManifestReader().ReadText("apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata:\n  a: |\n    aGVs\n    bG8=\n  b: eA==\nstringData: {b: world}\n");

        var secret = Assert.Single(set.Secrets);
        Assert.Empty(set.Diagnostics);
        Assert.Equal("Opaque", secret.Type);
        Assert.Equal("hello", Encoding.UTF8.GetString(secret.Data["a"].Span));
        Assert.Empty(secret.StringData);
        Assert.Equal("world", Encoding.UTF8.GetString(secret.Data["b"].Span));
    }

    [Theory]
    [InlineData("data: {k: 'hunter2 !'}", "data[k]: expected a string in base64; text as it is goes into stringData")]
    [InlineData("stringData: {k: 271828}", "stringData[k]: expected a string, found a number (write it in quotes)")]
    [InlineData("stringData: {k: [hunter2]}", "stringData[k]: expected a string, found a list")]
    [InlineData("stringData: hunter2", "stringData: expected an object, found a string")]
    [InlineData("immutable: hunter2", "immutable: expected true or false, found a string")]
    [InlineData("stringData: {k/: hunter2}", "data[k/]: Invalid value: \"k/\": a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')")]
    public void ReadText_BadSecret_NoValueInMessage(string field, string expected)
    {
        var diagnostic = Assert.Single(new ManifestReader().ReadText($"apiVersion: v1\nkind: Secret\nmetadata: {{name: s}}\n{field}\n").Diagnostics);

        Assert.Equal(expected, $"{diagnostic.Field}: {diagnostic.Message}");
        Assert.DoesNotContain("hunter2", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadText_TooLong_IsRefused() =>
        Assert.Equal("stdin: error: the text has more than 10 bytes", Assert.Single(new ManifestReader(new() { MaxBytes = 10 }).ReadText(Pod).Diagnostics).ToString());

    [Fact]
    public void ReadText_HugeObjectOfUnknownFields_IsReadSoon()
    {
        var text = Pod + "\n" + string.Concat(Enumerable.Range(0, 50_000).Select(static i => $"  imagf{i}: x\n")) + "  hostNetwork: maybe\n";

        var set = new ManifestReader().ReadText(text);

        Assert.Equal(1_001, set.Diagnostics.Count);
        Assert.Equal("stdin: error: there are 49001 more errors and warnings", set.Diagnostics[^1].ToString());
        Assert.True(set.HasErrors);
        Assert.Empty(set.Pods);
    }

    [Fact]
    public void Read_AnyBytes_NeverThrows() => Prop.ForAll<byte[]>(static bytes =>
    {
        using var input = new MemoryStream([.. Encoding.UTF8.GetBytes(Pod), .. bytes]);
        using var alone = new MemoryStream(bytes);

        Assert.All(new ManifestReader().Read(["-"], input).Diagnostics, static d => Assert.Equal("stdin", d.File));
        Assert.Empty(new ManifestReader().Read(["-"], alone).Pods);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Fact]
    public void ReadText_AnyText_NeverThrows() => Prop.ForAll(Arb.From(Gen.Elements(Fragments).ListOf().Select(static l => string.Concat(l))), static text =>
    {
        var set = new ManifestReader().ReadText(text);

        Assert.All(set.Pods, static p => Assert.NotEmpty(p.Pod.Metadata.Name));
        Assert.All(set.Diagnostics, static d => Assert.NotEmpty(d.Message));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Fact]
    public void ReadText_PodWithAnyLineReplaced_NeverThrows() => Prop.ForAll(
        Arb.From(Gen.Choose(0, 7).Zip(Gen.Elements(Fragments))),
        static change =>
        {
            var lines = Pod.Split('\n');
            lines[change.Item1] += change.Item2;

            var set = new ManifestReader().ReadText(string.Join('\n', lines));

            Assert.True(set.Pods.Count == 1 || set.Diagnostics.Count > 0);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    private static readonly string[] Fragments =
    [
        "apiVersion: v1\n", "kind: Pod\n", "kind: List\n", "kind: Secret\n", "apiVersion: apps/v1\nkind: Deployment\n", "apiVersion: batch/v1\nkind: Job\n",
        "metadata:\n", "  name: a\n", "  generateName: b\n", "  labels: {a: b}\n", "spec:\n", "  template:\n", "  template: []\n", "  replicas: -1\n",
        "  completions: 99999999\n", "  selector: {matchLabels: {a: b}}\n", "  containers:\n", "  - name: x\n", "    image: y\n", "items:\n", "- ", "[", "]", "{", "}",
        "*a", "&a ", "<<: ", "\n", "---\n", "  ", "null", "~", "5", "\"", "\u0000", "\t", "data: {a: b}\n", "stringData: 5\n",
    ];
}
