using Reeve.Containers;
using Reeve.Runtime.Images;

namespace Reeve.Runtime.Tests.Engine.Fakes;

internal sealed class FakeImages : IImageResolver
{
    public ProviderException? Failure { get; set; }

    public int Asked { get; private set; }

    public Func<string, ResolvedImage> Resolve { get; set; } =
        static reference => new ResolvedImage { Reference = reference, Form = ImageForms.Host, Id = "id", Entrypoint = ["/entry"] };

    public Task<ResolvedImage> ResolveAsync(string reference, ImageForms forms, CancellationToken cancellationToken)
    {
        Asked++;
        return Failure is null ? Task.FromResult(Resolve(reference)) : Task.FromException<ResolvedImage>(Failure);
    }
}
