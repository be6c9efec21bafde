using Reeve.Containers;
using Reeve.Runtime.Images;

namespace Reeve.Runtime.Tests.Engine.Fakes;

internal sealed class FakeImages : IImages
{
    public ProviderException? Failure { get; set; }

    /// <summary>Which requests fail, and how.</summary>
    public Func<ImageRequest, ProviderException?> Fails { get; set; } = static _ => null;

    public int Asked { get; private set; }

    /// <summary>What volumes asked for, in order.</summary>
    public List<string> AskedByVolumes { get; } = [];

    /// <summary>Says that it pulls, and does so until this ends.</summary>
    public Task? Pull { get; set; }

    public List<PodId> Released { get; } = [];

    public Func<string, ResolvedImage> Resolve { get; set; } =
        static reference => new ResolvedImage { Reference = reference, Form = ImageForms.Host, Id = "id", Entrypoint = ["/entry"] };

    public async Task<ObtainedImage> ObtainAsync(ImageRequest request, ImageForms forms, Action<string> pulling, CancellationToken cancellationToken)
    {
        Asked++;
        if (request.Volume is { } volume)
        {
            AskedByVolumes.Add($"{volume}={request.Reference} {request.PullPolicy}");
        }

        if (Pull is { } pull)
        {
            pulling("Pulling");
            await pull.WaitAsync(cancellationToken);
        }

        if ((Failure ?? Fails(request)) is { } failure)
        {
            throw failure;
        }

        var image = Resolve(request.Reference);
        if (request.Volume is { } held)
        {
            VolumesHold[held] = image;
        }

        return new ObtainedImage { Image = image, Resolver = "fake", Message = "There" };
    }

    public ResolvedImage? Recalled { get; set; }

    public Dictionary<string, ResolvedImage> VolumesHold { get; } = [];

    public ResolvedImage? Recall(PodId pod, string volume) => VolumesHold.GetValueOrDefault(volume);

    public ResolvedImage? Recall(ContainerId container) => Recalled;

    public void Release(PodId pod) => Released.Add(pod);
}
