using Reeve.Containers;
using Reeve.Plugins.Process.Mounts;

namespace Reeve.Plugins.Process.Tests.Mounts;

public sealed class MountPlannerTests
{
    [Fact]
    public void Plan_PlaceExists_IsBoundThere()
    {
        Assert.Equal(["Bind /srv/v /mnt/data"], Plan(new FakeFileView("/mnt/", "/mnt/data/"), Mount("/mnt/data")));
    }

    [Fact]
    public void Plan_PlaceIsMissing_DeepestExistingDirectoryIsCovered()
    {
        Assert.Equal(
            ["Cover /etc", "Directory /etc/app", "Directory /etc/app/conf", "Bind /srv/v /etc/app/conf"],
            Plan(new FakeFileView("/etc/"), Mount("/etc/app/conf")));
    }

    [Fact]
    public void Plan_TwoMissingPlacesInOneDirectory_ItIsCoveredOnce()
    {
        Assert.Equal(
            ["Cover /", "Directory /data", "Bind /srv/v /data", "Directory /other", "Directory /other/x", "Bind /srv/v /other/x"],
            Plan(new FakeFileView(), Mount("/data"), Mount("/other/x")));
    }

    [Fact]
    public void Plan_SecondPlaceBelowTheMadeOne_OnlyTheRestIsMade()
    {
        Assert.Equal(
            ["Cover /", "Directory /a", "Directory /a/b", "Bind /srv/v /a/b", "Directory /a/c", "Bind /srv/v /a/c"],
            Plan(new FakeFileView(), Mount("/a/b"), Mount("/a/c")));
    }

    [Fact]
    public void Plan_FileMount_MakesAFile()
    {
        Assert.Equal(
            ["Cover /etc", "File /etc/app.conf", "Bind /srv/v /etc/app.conf"],
            Plan(new FakeFileView("/etc/"), Mount("/etc/app.conf") with { IsDirectory = false }));
    }

    [Fact]
    public void Plan_LinksOfTheMachine_AreFollowed()
    {
        var files = new FakeFileView("/run/", "/var/", "/var/run -> ../run", "/lock -> /var/run/lock", "/run/lock/");

        Assert.Equal(["Bind /srv/v /run/lock"], Plan(files, Mount("/lock")));
        Assert.Equal(["Cover /run", "Directory /run/app", "Bind /srv/v /run/app"], Plan(files, Mount("/var/run/app")));
    }

    [Fact]
    public void Plan_LinkLoop_IsRefused()
    {
        var error = Assert.Throws<MountPlanException>(() => Plan(new FakeFileView("/a -> /b", "/b -> /a"), Mount("/a/x")));

        Assert.Contains("too many symbolic links", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_LinkInsideAVolume_IsRefused()
    {
        var files = new FakeFileView("/data/", "/srv/", "/srv/outer/", "/srv/outer/sub -> /etc", "/etc/");

        var error = Assert.Throws<MountPlanException>(() => Plan(files, Mount("/data", "/srv/outer"), Mount("/data/sub")));

        Assert.Contains("symbolic link inside volume", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_PlaceInsideAVolume_IsMadeInTheVolume()
    {
        var files = new FakeFileView("/data/", "/srv/", "/srv/outer/");

        Assert.Equal(
            ["Bind /srv/outer /data", "Directory /data/sub", "Bind /srv/v /data/sub"],
            Plan(files, Mount("/data", "/srv/outer"), Mount("/data/sub")));
    }

    [Fact]
    public void Plan_PlaceInsideAReadOnlyVolume_IsRefused()
    {
        var files = new FakeFileView("/data/", "/srv/", "/srv/outer/");

        Assert.Throws<MountPlanException>(() => Plan(files, Mount("/data", "/srv/outer") with { ReadOnly = true }, Mount("/data/sub")));
    }

    [Theory]
    [InlineData("/etc/passwd", true)]
    [InlineData("/etc/", false)]
    [InlineData("/etc/passwd/x", true)]
    public void Plan_KindsDoNotMatch_IsRefused(string target, bool directory)
    {
        Assert.Throws<MountPlanException>(
            () => Plan(new FakeFileView("/etc/", "/etc/passwd"), Mount(target.TrimEnd('/')) with { IsDirectory = directory }));
    }

    [Fact]
    public void Plan_ReadOnlyRoot_ComesFirstAndCoversAreClosedLast()
    {
        var plan = MountPlanner.Plan([Mount("/data")], readOnlyRoot: true, new FakeFileView());

        Assert.Equal(
            ["RootReadOnly /", "Cover /", "Directory /data", "Bind /srv/v /data", "ReadOnly /"],
            plan.Operations.Select(Text));
    }

    [Fact]
    public void Plan_ReadOnlyMounts_BearTheirFlags()
    {
        var files = new FakeFileView("/a/", "/b/");
        var plan = MountPlanner.Plan([Mount("/a") with { ReadOnly = true }, Mount("/b") with { ReadOnly = true, RecursiveReadOnly = true }], false, files);

        Assert.Equal([1u, 3u], plan.Operations.Select(operation => operation.Flags));
    }

    private static ContainerMount Mount(string target, string source = "/srv/v") => new() { Volume = "v", Source = source, Target = target };

    private static List<string> Plan(FakeFileView files, params ContainerMount[] mounts) =>
        MountPlanner.Plan(mounts, readOnlyRoot: false, files).Operations.Select(Text).ToList();

    private static string Text(MountOperation operation) =>
        string.Join(' ', new[] { operation.Kind.ToString(), operation.Source, operation.Target }.Where(part => part.Length > 0));
}
