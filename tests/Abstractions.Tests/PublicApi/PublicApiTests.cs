using Reeve.Kubernetes;

namespace Reeve.Tests.PublicApi;

public sealed class PublicApiTests
{
    private const string UpdateVariable = "REEVE_UPDATE_PUBLIC_API";

    [Fact]
    public void Abstractions_PublicSurface_IsTheRecordedOne()
    {
        var actual = ApiText.Of(typeof(KubernetesRecord).Assembly);
        var file = RecordedFile();
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
        {
            File.WriteAllText(file, string.Join('\n', actual) + "\n");
        }

        var recorded = File.ReadAllLines(file);
        var added = actual.Except(recorded, StringComparer.Ordinal).Select(line => "+ " + line);
        var removed = recorded.Except(actual, StringComparer.Ordinal).Select(line => "- " + line);
        var changes = removed.Concat(added).ToList();

        Assert.True(
            changes.Count == 0,
            $"The public surface of Reeve.Abstractions differs from Abstractions/PublicAPI.txt:\n{string.Join('\n', changes)}\n"
            + $"If this is meant, record it: {UpdateVariable}=1 dotnet test tests/Abstractions.Tests --filter PublicApiTests");
    }

    private static string RecordedFile()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Framework.sln")))
        {
            directory = directory.Parent;
        }

        return Path.Combine(directory?.FullName ?? throw new InvalidOperationException("The tests do not run below the repository."), "Abstractions", "PublicAPI.txt");
    }
}
