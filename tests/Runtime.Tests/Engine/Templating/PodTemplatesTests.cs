using System.Text;
using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Runtime.Engine.Launching;
using Reeve.Runtime.Engine.Templating;
using Reeve.Runtime.Tests.Engine.Fakes;
using Reeve.Testing;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Engine.Templating;

public sealed class PodTemplatesTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly ResolvedImage _image;
    private readonly FakeImages _images = new();
    private readonly PodTemplates _templates;

    public PodTemplatesTests()
    {
        _image = new ResolvedImage
        {
            Reference = "kafka:2.7.0",
            Form = ImageForms.Host,
            ProgramDirectory = "/opt/kafka-2.7.0",
            ConfigDirectory = _directory["config"],
            TemplateValues = new Dictionary<string, string> { ["packageroot"] = "/opt/kafka-2.7.0", ["configroot"] = _directory["config"] },
        };
        _templates = new PodTemplates(_images, TimeProvider.System);
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Render_Container_RendersWhatPeopleWrite()
    {
        var container = Container(new Container
        {
            Name = "main",
            Command = ["bin/start.sh", "{{configroot}}/conf/server.properties"],
            Args = ["--root={{packageroot}}"],
            VolumeMounts = [new VolumeMount { Name = "conf", MountPath = "{{packageroot}}/conf" }],
        }) with
        {
            Environment = new EnvironmentPlan(
            [
                new EnvironmentEntry { Name = "HOME", Value = "{{packageroot}}", Source = EnvironmentSource.Literal },
                new EnvironmentEntry { Name = "SECRET", Value = "{{packageroot}}" },
            ]),
        };

        var rendered = _templates.Render(container, _image);

        Assert.Equal(["bin/start.sh", $"{_directory["config"]}/conf/server.properties"], rendered.Spec.Command);
        Assert.Equal(["--root=/opt/kafka-2.7.0"], rendered.Spec.Args);
        Assert.Equal("/opt/kafka-2.7.0/conf", rendered.Spec.VolumeMounts[0].MountPath);
        Assert.Equal(["/opt/kafka-2.7.0", "{{packageroot}}"], rendered.Environment.Entries.Select(entry => entry.Value));
    }

    [Fact]
    public void Render_OtherImages_StayAsTheyAre()
    {
        var container = Container(new Container { Name = "main", Args = ["{{anything}}"] });
        Assert.Same(container, _templates.Render(container, new ResolvedImage { Reference = "web", Form = ImageForms.Layers }));
    }

    [Fact]
    public void Render_UnknownName_SaysWhere()
    {
        var failure = Assert.Throws<ProviderException>(() => _templates.Render(Container(new Container { Name = "main", Args = ["-v", "{{wrong}}"] }), _image));
        Assert.Equal(ErrorReason.Invalid, failure.Reason);
        Assert.Equal("args[1]: there is no value \"wrong\"; known are configroot, packageroot.", failure.Message);
    }

    [LinuxFact]
    public void Apply_ConfigMap_IsRenderedForItsContainerAndFollowsItsChanges()
    {
        var container = Container(new Container
        {
            Name = "main",
            VolumeMounts = [new VolumeMount { Name = "conf", MountPath = "conf" }, new VolumeMount { Name = "secret", MountPath = "/secret" }],
        });
        ContainerMount[] mounts =
        [
            new() { Volume = "conf", Source = "/plain/conf", Target = "/conf" },
            new() { Volume = "secret", Source = "/plain/secret", Target = "/secret" },
        ];
        var pod = PodOf(container, "log={{configroot}}/log");

        var placed = _templates.Apply(pod, container, _image, mounts);

        Assert.Equal([_directory["config/conf"], "/plain/secret"], placed.Select(mount => mount.Source));
        Assert.Equal($"log={_directory["config"]}/log", File.ReadAllText(_directory["config/conf/server.properties"]));
        Assert.Equal([0xff, (byte)'{', (byte)'{'], File.ReadAllBytes(_directory["config/conf/binary"]));
        Assert.False(Directory.Exists(_directory["config/secret"]));

        var former = new DirectoryInfo(_directory["config/conf/..data"]).ResolveLinkTarget(false)!.FullName;
        _images.Recalled = _image;
        _templates.Refresh(pod);
        Assert.Equal(former, new DirectoryInfo(_directory["config/conf/..data"]).ResolveLinkTarget(false)!.FullName);
        _templates.Refresh(PodOf(container, "root={{packageroot}}"));
        Assert.Equal("root=/opt/kafka-2.7.0", File.ReadAllText(_directory["config/conf/server.properties"]));

        Assert.Contains("server.properties", Assert.Throws<ProviderException>(() => _templates.Refresh(PodOf(container, "{{wrong}}"))).Message, StringComparison.Ordinal);
        Assert.Equal("root=/opt/kafka-2.7.0", File.ReadAllText(_directory["config/conf/server.properties"]));
    }

    [LinuxTheory]
    [InlineData("../out", null)]
    [InlineData("/a/../../out", null)]
    [InlineData("conf", "key")]
    public void Apply_PathThatLeadsOut_IsRefused(string mountPath, string? subPath)
    {
        var container = Container(new Container { Name = "main", VolumeMounts = [new VolumeMount { Name = "conf", MountPath = mountPath, SubPath = subPath }] });
        Assert.Throws<ProviderException>(() => _templates.Apply(PodOf(container, "x"), container, _image, [new() { Volume = "conf", Source = "/x", Target = "/out" }]));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_directory.Path));
    }

    [Theory]
    [InlineData("bin/start.sh", "/opt/kafka-2.7.0/bin/start.sh")]
    [InlineData("./start.sh", "/opt/kafka-2.7.0/start.sh")]
    [InlineData("/bin/sh", "/bin/sh")]
    public void Resolve_Program_IsBelowTheImage(string program, string expected) =>
        Assert.Equal([expected, "x"], ProgramPaths.Resolve([program, "x"], _image));

    [Theory]
    [InlineData("../other/start.sh")]
    [InlineData("..")]
    [InlineData(".")]
    public void Resolve_ProgramOutside_IsRefused(string program) =>
        Assert.Equal(ErrorReason.Invalid, Assert.Throws<ProviderException>(() => ProgramPaths.Resolve([program], _image)).Reason);

    private static ResolvedContainer Container(Container spec) => new() { Spec = spec, Kind = ContainerKind.Regular };

    private static ResolvedPod PodOf(ResolvedContainer container, string content) => new()
    {
        Id = new PodId { Owner = new Owner { Cluster = "c", Node = "n" }, Uid = "uid" },
        Pod = new Pod
        {
            Spec = new()
            {
                Containers = [container.Spec],
                Volumes = [new Volume { Name = "conf", ConfigMap = new() { Name = "conf" } }, new Volume { Name = "secret", Secret = new() { SecretName = "s" } }],
            },
        },
        Containers = [container],
        Volumes =
        [
            new FilesVolume
            {
                Name = "conf",
                Revision = content,
                Files =
                [
                    new VolumeFile { Path = "server.properties", Content = Encoding.UTF8.GetBytes(content) },
                    new VolumeFile { Path = "binary", Content = new byte[] { 0xff, (byte)'{', (byte)'{' } },
                ],
            },
            new FilesVolume { Name = "secret", Revision = "1", Files = [new VolumeFile { Path = "key", Content = "{{wrong}}"u8.ToArray() }] },
        ],
    };
}
