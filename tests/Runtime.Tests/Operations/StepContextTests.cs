using Reeve.Runtime.Operations;
using Xunit;
using static Reeve.Runtime.Tests.Operations.OperationFixture;
using static Reeve.Runtime.Tests.Operations.WorldProvisioner;

namespace Reeve.Runtime.Tests.Operations;

public sealed class StepContextTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("content")]
    public async Task ReadFile_MissingOrNot_IsNullOrTheContent(string? content)
    {
        await using var fixture = new OperationFixture();
        var path = Path.Combine(fixture.Directory, "file");
        if (content is not null)
        {
            await File.WriteAllTextAsync(path, content);
        }

        ReadOnlyMemory<byte>? read = new byte[] { 0 };
        fixture.Provisioner.Extra = async (_, context, token) => read = await context.ReadFileAsync(path, token);
        var operation = await fixture.RunAsync(Request(Step("a", "1")));

        Assert.Equal(OperationState.Done, operation.State);
        Assert.Equal(content?.Length, read?.Length);
    }
}
