using Reeve.Runtime.Operations;
using Reeve.Testing;
using Xunit;

namespace Reeve.Runtime.Tests.Operations;

public sealed class OperationIdsTests
{
    [Fact]
    public void Next_ClockStandsStillOrGoesBack_IdsSortInTheirOrder()
    {
        var time = new ManualTimeProvider();
        var ids = new OperationIds(time);
        var made = new List<string> { ids.Next(), ids.Next() };
        time.Step(-TimeSpan.FromDays(1));
        made.Add(ids.Next());
        var later = new OperationIds(time);
        later.Note(made[^1]);
        made.Add(later.Next());
        time.Step(TimeSpan.FromDays(2));
        made.Add(later.Next());

        Assert.Equal(made.Order(StringComparer.Ordinal), made);
        Assert.StartsWith("20260102-", made[^1], StringComparison.Ordinal);
    }
}
