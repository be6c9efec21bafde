using FsCheck;
using FsCheck.Fluent;
using Reeve.Runtime.Kubernetes.Reflectors;
using Reeve.Runtime.Tests.Kubernetes.Fakes;

namespace Reeve.Runtime.Tests.Kubernetes.Reflectors;

public sealed class ReflectorProperties
{
    private static readonly ReflectorOptions Options = ReflectorHarness.Quick with
    {
        // Stalls are found by the watchdog: its time is short, though not so short that a busy machine makes stalls of everything.
        MinWatchTime = TimeSpan.FromMilliseconds(200),
        WatchdogGrace = TimeSpan.FromMilliseconds(100),
    };

    [Fact]
    public void Reflector_AnyFaults_ConvergesToTheTruth()
    {
        var step = Gen.Frequency(
            (4, Put()),
            (2, Gen.Choose(0, 5).Select(name => new Step($"delete {name}", server => server.Delete(Name(name))))),
            (1, Gen.Constant(new Step("bookmark", server => server.Bookmark()))),
            (1, Gen.Choose(0, 600).Select(bytes => new Step($"cut after {bytes}", server => server.Inject(WatchFault.Cut, bytes)))),
            (3, Gen.Elements(Enum.GetValues<WatchFault>()).Select(fault => new Step(fault.ToString(), server => server.Inject(fault)))));
        var run = from quorum in Gen.Elements(true, false)
                  from steps in step.ListOf(12)
                  select (quorum, steps);
        Prop.ForAll(run.ToArbitrary(), plan => Check(plan.quorum, plan.steps)).Check(Config.QuickThrowOnFailure.WithMaxTest(40));
    }

    private static void Check(bool quorum, IReadOnlyList<Step> steps) => Task.Run(async () =>
    {
        var options = Options with { QuorumList = quorum, PageSize = 2 };
        await using var harness = await ReflectorHarness.StartAsync(server => server.Put("m0", "first"), options);
        foreach (var step in steps)
        {
            step.Do(harness.Server);
            if (step.Name.Length % 2 == 0)
            {
                await Task.Yield();
            }
        }

        // What a server never told, or told in the wrong order, is found by the next list; every server has one in store.
        harness.Server.Inject(WatchFault.Expire);
        await harness.ConvergedAsync(string.Join(", ", steps.Select(static step => step.Name)));
        harness.Server.Put("last", "1");
        harness.Server.Inject(WatchFault.Expire);
        await harness.ConvergedAsync("a change after " + string.Join(", ", steps.Select(static step => step.Name)));
    }).GetAwaiter().GetResult();

    private static Gen<Step> Put() =>
        from name in Gen.Choose(0, 5)
        from value in Gen.Choose(0, 99)
        select new Step($"put {name}", server => server.Put(Name(name), Answers.Text(value)));

    private static string Name(int number) => "m" + Answers.Text(number);

    private sealed record Step(string Name, Action<TruthServer> Do)
    {
        public override string ToString() => Name;
    }
}
