using System.Net.Sockets;
using Reeve.Kubernetes;
using Reeve.Testing;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Engine.Volumes;

public class HostPathTests
{
    [LinuxTheory]
    [InlineData("Directory", "dir")]
    [InlineData("DirectoryOrCreate", "dir")]
    [InlineData("DirectoryOrCreate", "new/er")]
    [InlineData("", "new/er")]
    [InlineData("", "file")]
    [InlineData("File", "file")]
    [InlineData("FileOrCreate", "newfile")]
    [InlineData("Socket", "socket")]
    [InlineData("CharDevice", "/dev/null")]
    public async Task Apply_RightKind_IsMounted(string type, string path)
    {
        using var bench = new VolumeBench();
        using var socket = Things(bench);
        var source = await bench.ApplyAsync(Plan(type, Path.Combine(bench.Outside, path)));
        Assert.Equal(Path.Combine(bench.Outside, path), source);
    }

    [LinuxTheory]
    [InlineData("Directory", "file", "a directory")]
    [InlineData("Directory", "missing", "a directory")]
    [InlineData("DirectoryOrCreate", "file", "a directory")]
    [InlineData("File", "dir", "a file")]
    [InlineData("FileOrCreate", "dir", "a file")]
    [InlineData("Socket", "file", "a socket file")]
    [InlineData("CharDevice", "file", "a character device")]
    [InlineData("BlockDevice", "/dev/null", "a block device")]
    public async Task Apply_WrongKind_IsRefusedInTheKubeletsWords(string type, string path, string what)
    {
        using var bench = new VolumeBench();
        using var socket = Things(bench);
        path = Path.Combine(bench.Outside, path);
        var error = await bench.FailsAsync(Plan(type, path), ErrorReason.Conflict);
        Assert.Equal($"hostPath type check failed: {path} is not {what}", error.Message);
    }

    [LinuxFact]
    public async Task Apply_Link_GivesTheResolvedPath()
    {
        using var bench = new VolumeBench();
        using var socket = Things(bench);
        File.CreateSymbolicLink(Path.Combine(bench.Outside, "link"), "dir");
        Assert.Equal(Path.Combine(bench.Outside, "dir"), await bench.ApplyAsync(Plan("Directory", Path.Combine(bench.Outside, "link"))));
    }

    [LinuxFact]
    public async Task Apply_OutsideOfWhatIsAllowed_IsDenied()
    {
        using var directory = new TempDirectory();
        var allowed = Directory.CreateDirectory(directory["allowed"]).FullName;
        Directory.CreateDirectory(directory["allowed-not"]);
        using var bench = new VolumeBench(options => options with { AllowedHostPaths = [allowed] });
        File.CreateSymbolicLink(Path.Combine(allowed, "link"), "/");
        File.CreateSymbolicLink(Path.Combine(allowed, "beside"), directory.Path);
        await bench.ApplyAsync(Plan("Directory", allowed));
        await bench.ApplyAsync(Plan("DirectoryOrCreate", Path.Combine(allowed, "x/y")));
        await bench.FailsAsync(Plan("Directory", directory["allowed-not"]), ErrorReason.Denied);
        await bench.FailsAsync(Plan("Directory", Path.Combine(allowed, "link/etc")), ErrorReason.Denied);
        await bench.FailsAsync(Plan("Directory", Path.Combine(allowed, "..")), ErrorReason.Invalid);
        await bench.FailsAsync(Plan("DirectoryOrCreate", Path.Combine(allowed, "beside/made")), ErrorReason.Denied);
        Assert.False(Directory.Exists(directory["made"]));
    }

    [LinuxFact]
    public async Task Apply_Claim_IsTheDirectoryOfItsVolume()
    {
        using var bench = new VolumeBench();
        using var socket = Things(bench);
        var path = Path.Combine(bench.Outside, "dir");
        Assert.Equal(path, await bench.ApplyAsync(Claim(new PersistentVolumeSpec { Local = new LocalVolumeSource { Path = path } })));
        Assert.Equal(path, await bench.ApplyAsync(Claim(new PersistentVolumeSpec { HostPath = new HostPathVolumeSource { Path = path } })));
        await bench.FailsAsync(Claim(new PersistentVolumeSpec { Local = new LocalVolumeSource { Path = path }, VolumeMode = "Block" }), ErrorReason.Unsupported);
        await bench.FailsAsync(Claim(new PersistentVolumeSpec()), ErrorReason.Unsupported);
        var readOnly = Claim(new PersistentVolumeSpec { Local = new LocalVolumeSource { Path = path } }) with { ReadOnly = true };
        Assert.True(bench.Mounts(readOnly, new VolumeMount { Name = "host", MountPath = "/x" })[0].ReadOnly);
        Assert.Throws<ProviderException>(() => bench.Mounts(readOnly, new VolumeMount { Name = "host", MountPath = "/x", SubPath = "new" }));
    }

    private static HostPathVolume Plan(string type, string path) => new() { Name = "host", Path = path, Type = type };

    private static ClaimVolume Claim(PersistentVolumeSpec spec) => new()
    {
        Name = "host",
        Claim = new PersistentVolumeClaim(),
        Volume = new PersistentVolume { Spec = spec },
    };

    private static Socket Things(VolumeBench bench)
    {
        Directory.CreateDirectory(Path.Combine(bench.Outside, "dir"));
        File.WriteAllText(Path.Combine(bench.Outside, "file"), "");
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(bench.Outside, "socket")));
        return socket;
    }
}
