using FsCheck;
using FsCheck.Fluent;
using Reeve.Runtime.Engine.Volumes;

namespace Reeve.Runtime.Tests.Engine.Volumes;

public class MountPathsTests
{
    [Fact]
    public void Any_Path_IsConfinedOrInvalid() => Prop.ForAll(Paths(), path =>
    {
        foreach (var normalise in new Func<string, string>[] { MountPaths.Target, text => "/" + string.Join('/', MountPaths.SubPath(text)) })
        {
            try
            {
                var normal = normalise(path);

                // An independent judge: the base library finds nothing left to do.
                Assert.Equal(normal, Path.GetFullPath(normal));
                Assert.DoesNotContain("..", normal.Split('/'));
                Assert.DoesNotContain("..", path.Split('/'));
            }
            catch (ProviderException exception)
            {
                Assert.Equal(ErrorReason.Invalid, exception.Reason);
            }
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void SubPath_Plain_GivesItsComponents() => Assert.Equal(["a", "b...", "..c"], MountPaths.SubPath("a/./b...//..c/"));

    private static Arbitrary<string> Paths() =>
        Gen.Elements("/", "//", "..", ".", "a", "...", "ä", "\0", " ", "~").ListOf().Select(parts => string.Concat(parts)).ToArbitrary();
}
