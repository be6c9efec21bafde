using System.Text;
using Reeve.Host.Clusters.Client;

namespace Reeve.Host.Tests.Clusters.Client;

public sealed class OperationChangesTests
{
    [Fact]
    public void Apply_Events_OperationIsWholeAfterEach()
    {
        var changes = new OperationChanges();
        var first = changes.Apply("operation", """{"id":"1","state":"Running","steps":[{"id":"a","state":"Pending"},{"id":"b","state":"Pending"}]}"""u8);
        Assert.Equal(["Pending", "Pending"], first.Steps!.Select(step => step.State));

        var second = changes.Apply("step", """{"id":"a","state":"Done"}"""u8);
        Assert.Equal(["Done", "Pending"], second.Steps!.Select(step => step.State));
        Assert.Equal("Running", second.State);

        var third = changes.Apply("operation", """{"id":"1","state":"Undoing"}"""u8);
        Assert.Equal(("Undoing", 2), (third.State, third.Steps!.Count));

        // The same id once more, as a removal, is another step.
        var fourth = changes.Apply("step", """{"id":"a","removal":true,"state":"Undone"}"""u8);
        Assert.Equal(["a Done", "b Pending", "a Undone"], fourth.Steps!.Select(step => $"{step.Id} {step.State}"));

        var last = changes.Apply("end", Encoding.UTF8.GetBytes("""{"id":"1","state":"Undone","steps":[]}"""));
        Assert.Equal(("Undone", 0), (last.State, last.Steps!.Count));
    }
}
