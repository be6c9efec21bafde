using Reeve.Kubernetes;
using Reeve.Testing;

namespace Reeve.Tests.PublicApi;

public sealed class PublicApiTests
{
    private const string UpdateVariable = "REEVE_UPDATE_PUBLIC_API";

    [Fact]
    public void Abstractions_PublicSurface_IsTheRecordedOne()
    {
        var actual = ApiText.Of(typeof(KubernetesRecord).Assembly);
        var file = Path.Combine(Repository.Root, "Abstractions", "PublicAPI.txt");
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
}
