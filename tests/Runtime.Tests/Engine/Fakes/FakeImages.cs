using Reeve.Containers;
using Reeve.Runtime.Images;

namespace Reeve.Runtime.Tests.Engine.Fakes;

internal sealed class FakeImages : IImages
{
    public ProviderException? Failure { get; set; }

    public int Asked { get; private set; }

    /// <summary>Says that it pulls, and does so until this ends.</summary>
    public Task? Pull { get; set; }

    public List<PodId> Released { get; } = [];

    public Func<string, ResolvedImage> Resolve { get; set; } =
        static reference => new ResolvedImage { Reference = reference, Form = ImageForms.Host, Id = "id", Entrypoint = ["/entry"] };

    public async Task<ObtainedImage> ObtainAsync(ImageRequest request, ImageForms forms, Action<string> pulling, CancellationToken cancellationToken)
    {
        Asked++;
        if (Pull is { } pull)
        {
            pulling("Pulling");
            await pull.WaitAsync(cancellationToken);
        }

        return Failure is null
            ? new ObtainedImage { Image = Resolve(request.Reference), Resolver = "fake", Message = "There" }
            : throw Failure;
    }

    public ResolvedImage? Recalled { get; set; }

    public ResolvedImage? Recall(ContainerId container) => Recalled;

    public void Release(PodId pod) => Released.Add(pod);
}
