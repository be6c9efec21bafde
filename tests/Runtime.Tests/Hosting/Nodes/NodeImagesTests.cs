using Reeve.Runtime.Hosting.Nodes;
using Reeve.Kubernetes;
using Reeve.Runtime.Images;
using Reeve.Runtime.Pods;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Hosting.Nodes;

public sealed class NodeImagesTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public NodeImagesTests()
    {
        File.WriteAllText(_directory["program"], "12345");
        File.CreateSymbolicLink(_directory["link"], "program");
        File.CreateSymbolicLink(_directory["link-to-link"], _directory["link"]);
    }

    [Theory]
    [InlineData("program")]
    [InlineData("link")]
    [InlineData("link-to-link")]
    public void Of_ProgramOfTheMachine_IsAsLargeAsTheFileThatRuns(string file)
    {
        var path = _directory[file];

        var image = Assert.Single(NodeImages.Of([Pod(Status($"host:{path}", path))], []));

        Assert.Equal([$"host:{path}"], image.Names);
        Assert.Equal(5, image.SizeBytes);
    }

    [Fact]
    public void Of_ProgramByItsBareName_HasTheSizeOfWhatWasFound() =>
        Assert.Equal(5, Assert.Single(NodeImages.Of([Pod(Status("program", _directory["program"]))], [])).SizeBytes);

    [Fact]
    public void Of_ContainerWithoutImageId_HasTheSizeByItsName()
    {
        var image = $"host:{_directory["program"]}";

        var found = Assert.Single(NodeImages.Of([Pod(Status(image, "")), Pod(Status(image, ""))], []));

        Assert.Equal(5, found.SizeBytes);
    }

    [Theory]
    [InlineData("gone")]
    [InlineData("gone/program")]
    public void Of_ProgramThatWasRemoved_IsListedWithoutSize(string file) =>
        Assert.Null(Assert.Single(NodeImages.Of([Pod(Status($"host:{_directory[file]}", _directory[file]))], [])).SizeBytes);

    [Fact]
    public void Of_ContainerThatNeverStarted_IsNotListed() =>
        Assert.Empty(NodeImages.Of([Pod(Status("host:/bin/sh", "") with { ContainerID = null })], []));

    [Fact]
    public void Of_StoredImages_ComeFirstByTheirSize()
    {
        var program = _directory["program"];
        StoredImage[] stored = [Stored("small", 1), Stored("large", 2)];

        var names = NodeImages.Of([Pod(Status(program, program), Status("small", "sha256:1"))], stored).Select(image => image.Names[0]);

        Assert.Equal(["large", "small", program], names);
    }

    public void Dispose() => _directory.Dispose();

    private static StoredImage Stored(string name, long size) => new() { Id = $"sha256:{size}", Resolver = "oci", Names = [name], SizeBytes = size };

    private static ContainerStatus Status(string image, string id) => new() { Name = "main", Image = image, ImageID = id, ContainerID = "systemd://1" };

    private static PodRecord Pod(params ContainerStatus[] statuses) => new()
    {
        Pod = new() { Status = new() { ContainerStatuses = [.. statuses] } }, Source = "files", SourceKey = "pod",
    };
}
