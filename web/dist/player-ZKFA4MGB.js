/*! licences of the parts: licenses.txt beside this file */
var nd=t=>{throw TypeError(t)};var Ts=(t,e,i)=>e.has(t)||nd("Cannot "+i);var m=(t,e,i)=>(Ts(t,e,"read from private field"),i?i.call(t):e.get(t)),w=(t,e,i)=>e.has(t)?nd("Cannot add the same private member more than once"):e instanceof WeakSet?e.add(t):e.set(t,i),D=(t,e,i,n)=>(Ts(t,e,"write to private field"),n?n.call(t,i):e.set(t,i),i),A=(t,e,i)=>(Ts(t,e,"access private method"),i);var rd=(t,e,i,n)=>({set _(r){D(t,e,r,i)},get _(){return m(t,e,n)}});function ad(t){let e=new URLSearchParams(t);return{start:Ju(e.get("t")??""),subtitles:ji(e.get("sub_lang")??""),autoplay:vr(e.get("autoplay")),muted:vr(e.get("mute")),loop:vr(e.get("loop")),fresh:vr(e.get("fresh"))}}function Ju(t){if(/^\d+$/.test(t))return Number(t);let e=/^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/i.exec(t);if(!e)return 0;let[i,n,r]=e.slice(1).map(a=>Number(a??0));return i*3600+n*60+r}function sd(t){return/^\d+(:\d{1,2}){0,2}$/.test(t.trim())?t.trim().split(":").reduce((e,i)=>e*60+Number(i),0):0}function od(t,e){return e>0&&t>=e?0:t}function ji(t){try{return new Intl.Locale(t).language}catch{return""}}function vr(t){return t!==null&&!["0","false","no","off"].includes(t.toLowerCase())}var ju=["mediashowsubtitlesrequest","mediadisablesubtitlesrequest","mediatogglesubtitlesrequest"];function ld(t,e,i){for(let n of ju)t.addEventListener(n,()=>i.captions=eh(e))}function eh(t){let e=[...t.textTracks].find(({kind:i,mode:n})=>n==="showing"&&i!=="metadata");return ji(e?.language??"")}function dd(t,e){let i=()=>t.style.setProperty("--below",`${(t.clientHeight-e.clientHeight)/2}px`),n=new ResizeObserver(i);n.observe(t),n.observe(e)}var Er=class{addEventListener(){}removeEventListener(){}dispatchEvent(){return!0}},fr=class extends Er{},gr=class extends fr{constructor(){super(...arguments),this.role=null}},ys=class{observe(){}unobserve(){}disconnect(){}},cd={createElement:function(){return new en.HTMLElement},createElementNS:function(){return new en.HTMLElement},addEventListener(){},removeEventListener(){},dispatchEvent(t){return!1}},en={ResizeObserver:ys,document:cd,Node:fr,Element:gr,HTMLElement:class extends gr{constructor(){super(...arguments),this.innerHTML=""}get content(){return new en.DocumentFragment}},DocumentFragment:class extends Er{},customElements:{get:function(){},define:function(){},whenDefined:function(){}},localStorage:{getItem(t){return null},setItem(t,e){},removeItem(t){}},CustomEvent:function(){},getComputedStyle:function(){},navigator:{languages:[],get userAgent(){return""}},matchMedia(t){return{matches:!1,media:t}},DOMParser:class{parseFromString(e,i){return{body:{textContent:e}}}}},ud="global"in globalThis&&globalThis?.global===globalThis||typeof window>"u"||typeof window.customElements>"u",hd=Object.keys(en).every(t=>t in globalThis),l=ud&&!hd?en:globalThis,V=ud&&!hd?cd:globalThis.document;var h={MEDIA_PLAY_REQUEST:"mediaplayrequest",MEDIA_PAUSE_REQUEST:"mediapauserequest",MEDIA_MUTE_REQUEST:"mediamuterequest",MEDIA_UNMUTE_REQUEST:"mediaunmuterequest",MEDIA_LOOP_REQUEST:"medialooprequest",MEDIA_VOLUME_REQUEST:"mediavolumerequest",MEDIA_SEEK_REQUEST:"mediaseekrequest",MEDIA_AIRPLAY_REQUEST:"mediaairplayrequest",MEDIA_ENTER_FULLSCREEN_REQUEST:"mediaenterfullscreenrequest",MEDIA_EXIT_FULLSCREEN_REQUEST:"mediaexitfullscreenrequest",MEDIA_PREVIEW_REQUEST:"mediapreviewrequest",MEDIA_ENTER_PIP_REQUEST:"mediaenterpiprequest",MEDIA_EXIT_PIP_REQUEST:"mediaexitpiprequest",MEDIA_ENTER_CAST_REQUEST:"mediaentercastrequest",MEDIA_EXIT_CAST_REQUEST:"mediaexitcastrequest",MEDIA_SHOW_TEXT_TRACKS_REQUEST:"mediashowtexttracksrequest",MEDIA_HIDE_TEXT_TRACKS_REQUEST:"mediahidetexttracksrequest",MEDIA_SHOW_SUBTITLES_REQUEST:"mediashowsubtitlesrequest",MEDIA_DISABLE_SUBTITLES_REQUEST:"mediadisablesubtitlesrequest",MEDIA_TOGGLE_SUBTITLES_REQUEST:"mediatogglesubtitlesrequest",MEDIA_PLAYBACK_RATE_REQUEST:"mediaplaybackraterequest",MEDIA_RENDITION_REQUEST:"mediarenditionrequest",MEDIA_AUDIO_TRACK_REQUEST:"mediaaudiotrackrequest",MEDIA_SEEK_TO_LIVE_REQUEST:"mediaseektoliverequest",REGISTER_MEDIA_STATE_RECEIVER:"registermediastatereceiver",UNREGISTER_MEDIA_STATE_RECEIVER:"unregistermediastatereceiver"},M={MEDIA_CHROME_ATTRIBUTES:"mediachromeattributes",MEDIA_CONTROLLER:"mediacontroller"},Ss={MEDIA_AIRPLAY_UNAVAILABLE:"mediaAirplayUnavailable",MEDIA_AUDIO_TRACK_ENABLED:"mediaAudioTrackEnabled",MEDIA_AUDIO_TRACK_LIST:"mediaAudioTrackList",MEDIA_AUDIO_TRACK_UNAVAILABLE:"mediaAudioTrackUnavailable",MEDIA_BUFFERED:"mediaBuffered",MEDIA_CAST_UNAVAILABLE:"mediaCastUnavailable",MEDIA_CHAPTERS_CUES:"mediaChaptersCues",MEDIA_CURRENT_TIME:"mediaCurrentTime",MEDIA_DURATION:"mediaDuration",MEDIA_ENDED:"mediaEnded",MEDIA_ERROR:"mediaError",MEDIA_ERROR_CODE:"mediaErrorCode",MEDIA_ERROR_MESSAGE:"mediaErrorMessage",MEDIA_FULLSCREEN_UNAVAILABLE:"mediaFullscreenUnavailable",MEDIA_HAS_PLAYED:"mediaHasPlayed",MEDIA_HEIGHT:"mediaHeight",MEDIA_IS_AIRPLAYING:"mediaIsAirplaying",MEDIA_IS_CASTING:"mediaIsCasting",MEDIA_IS_FULLSCREEN:"mediaIsFullscreen",MEDIA_IS_PIP:"mediaIsPip",MEDIA_LOADING:"mediaLoading",MEDIA_MUTED:"mediaMuted",MEDIA_LOOP:"mediaLoop",MEDIA_PAUSED:"mediaPaused",MEDIA_PIP_UNAVAILABLE:"mediaPipUnavailable",MEDIA_PLAYBACK_RATE:"mediaPlaybackRate",MEDIA_PREVIEW_CHAPTER:"mediaPreviewChapter",MEDIA_PREVIEW_COORDS:"mediaPreviewCoords",MEDIA_PREVIEW_IMAGE:"mediaPreviewImage",MEDIA_PREVIEW_TIME:"mediaPreviewTime",MEDIA_RENDITION_LIST:"mediaRenditionList",MEDIA_RENDITION_SELECTED:"mediaRenditionSelected",MEDIA_RENDITION_UNAVAILABLE:"mediaRenditionUnavailable",MEDIA_SEEKABLE:"mediaSeekable",MEDIA_STREAM_TYPE:"mediaStreamType",MEDIA_SUBTITLES_LIST:"mediaSubtitlesList",MEDIA_SUBTITLES_SHOWING:"mediaSubtitlesShowing",MEDIA_TARGET_LIVE_WINDOW:"mediaTargetLiveWindow",MEDIA_TIME_IS_LIVE:"mediaTimeIsLive",MEDIA_VOLUME:"mediaVolume",MEDIA_VOLUME_LEVEL:"mediaVolumeLevel",MEDIA_VOLUME_UNAVAILABLE:"mediaVolumeUnavailable",MEDIA_LANG:"mediaLang",MEDIA_WIDTH:"mediaWidth"},md=Object.entries(Ss),s=md.reduce((t,[e,i])=>(t[e]=i.toLowerCase(),t),{}),th={USER_INACTIVE_CHANGE:"userinactivechange",BREAKPOINTS_CHANGE:"breakpointchange",BREAKPOINTS_COMPUTED:"breakpointscomputed"},Dt=md.reduce((t,[e,i])=>(t[e]=i.toLowerCase(),t),{...th}),Zp=Object.entries(Dt).reduce((t,[e,i])=>{let n=s[e];return n&&(t[i]=n),t},{userinactivechange:"userinactive"}),pd=Object.entries(s).reduce((t,[e,i])=>{let n=Dt[e];return n&&(t[i]=n),t},{userinactive:"userinactivechange"}),he={SUBTITLES:"subtitles",CAPTIONS:"captions",DESCRIPTIONS:"descriptions",CHAPTERS:"chapters",METADATA:"metadata"},lt={DISABLED:"disabled",HIDDEN:"hidden",SHOWING:"showing"};var br={MOUSE:"mouse",PEN:"pen",TOUCH:"touch"},me={UNAVAILABLE:"unavailable",UNSUPPORTED:"unsupported"},ve={LIVE:"live",ON_DEMAND:"on-demand",UNKNOWN:"unknown"};var vd={INLINE:"inline",FULLSCREEN:"fullscreen",PICTURE_IN_PICTURE:"picture-in-picture"};var Ed=new WeakMap,ks=t=>{let e=Ed.get(t);return e||Ed.set(t,e=new Set),e},fd=new l.ResizeObserver(t=>{for(let e of t)for(let i of ks(e.target))i(e)});function je(t,e){ks(t).add(e),fd.observe(t)}function et(t,e){let i=ks(t);i.delete(e),i.size||fd.unobserve(t)}function q(t){let e={};for(let i of t)e[i.name]=i.value;return e}function oe(t){var e;return(e=_r(t))!=null?e:Oe(t,"media-controller")}function _r(t){var e;let{MEDIA_CONTROLLER:i}=M,n=t.getAttribute(i);if(n)return(e=Ct(t))==null?void 0:e.getElementById(n)}var de=(t,e)=>!t||!e?!1:t?.contains(e)?!0:de(t,e.getRootNode().host),Oe=(t,e)=>{if(!t)return null;let i=t.closest(e);return i||Oe(t.getRootNode().host,e)};function tn(t=document){var e;let i=t?.activeElement;return i?(e=tn(i.shadowRoot))!=null?e:i:null}function Ct(t){var e;let i=(e=t?.getRootNode)==null?void 0:e.call(t);return i instanceof ShadowRoot||i instanceof Document?i:null}function Ar(t,{depth:e=3,checkOpacity:i=!0,checkVisibilityCSS:n=!0}={}){if(t.checkVisibility)return t.checkVisibility({checkOpacity:i,checkVisibilityCSS:n});let r=t;for(;r&&e>0;){let a=getComputedStyle(r);if(i&&a.opacity==="0"||n&&a.visibility==="hidden"||a.display==="none")return!1;r=r.parentElement,e--}return!0}function gd(t,e,i,n){let r=n.x-i.x,a=n.y-i.y,o=r*r+a*a;if(o===0)return 0;let d=((t-i.x)*r+(e-i.y)*a)/o;return Math.max(0,Math.min(1,d))}function W(t,e){let i=ih(t,n=>n===e);return i||nn(t,e)}function ih(t,e){var i,n;let r;for(r of(i=t.querySelectorAll("style:not([media])"))!=null?i:[]){let a;try{a=(n=r.sheet)==null?void 0:n.cssRules}catch{continue}for(let o of a??[])if(e(o.selectorText))return o}}function nn(t,e){var i,n;let r=(i=t.querySelectorAll("style:not([media])"))!=null?i:[],a=r?.[r.length-1];if(!a?.sheet)return console.warn("Media Chrome: No style sheet found on style tag of",t),{style:{setProperty:()=>{},removeProperty:()=>"",getPropertyValue:()=>""}};let o=a?.sheet.insertRule(`${e}{}`,a.sheet.cssRules.length);return(n=a.sheet.cssRules)==null?void 0:n[o]}function Y(t,e,i=Number.NaN){let n=t.getAttribute(e);return n!=null?+n:i}function Q(t,e,i){let n=+i;if(i==null||Number.isNaN(n)){t.hasAttribute(e)&&t.removeAttribute(e);return}Y(t,e,void 0)!==n&&t.setAttribute(e,`${n}`)}function S(t,e){return t.hasAttribute(e)}function k(t,e,i){if(i==null){t.hasAttribute(e)&&t.removeAttribute(e);return}S(t,e)!=i&&t.toggleAttribute(e,i)}function x(t,e,i=null){var n;return(n=t.getAttribute(e))!=null?n:i}function C(t,e,i){if(i==null){t.hasAttribute(e)&&t.removeAttribute(e);return}let n=`${i}`;x(t,e,void 0)!==n&&t.setAttribute(e,n)}var bd=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},ke=(t,e,i)=>(bd(t,e,"read from private field"),i?i.call(t):e.get(t)),nh=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Tr=(t,e,i,n)=>(bd(t,e,"write to private field"),n?n.call(t,i):e.set(t,i),i),ne;function rh(t){return`
    <style>
      :host {
        display: var(--media-control-display, var(--media-gesture-receiver-display, inline-block));
        box-sizing: border-box;
      }
    </style>
  `}var ri=class extends l.HTMLElement{constructor(){if(super(),nh(this,ne,void 0),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let e=q(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(e)}}static get observedAttributes(){return[M.MEDIA_CONTROLLER,s.MEDIA_PAUSED]}attributeChangedCallback(e,i,n){var r,a,o,d,c;e===M.MEDIA_CONTROLLER&&(i&&((a=(r=ke(this,ne))==null?void 0:r.unassociateElement)==null||a.call(r,this),Tr(this,ne,null)),n&&this.isConnected&&(Tr(this,ne,(o=this.getRootNode())==null?void 0:o.getElementById(n)),(c=(d=ke(this,ne))==null?void 0:d.associateElement)==null||c.call(d,this)))}connectedCallback(){var e,i;this.tabIndex=-1,this.setAttribute("aria-hidden","true"),Tr(this,ne,ah(this)),this.getAttribute(M.MEDIA_CONTROLLER)&&((i=(e=ke(this,ne))==null?void 0:e.associateElement)==null||i.call(e,this)),ke(this,ne)&&(ke(this,ne).addEventListener("pointerdown",this),ke(this,ne).addEventListener("click",this),ke(this,ne).hasAttribute("tabindex")||(ke(this,ne).tabIndex=0))}disconnectedCallback(){var e,i,n,r;this.getAttribute(M.MEDIA_CONTROLLER)&&((i=(e=ke(this,ne))==null?void 0:e.unassociateElement)==null||i.call(e,this)),(n=ke(this,ne))==null||n.removeEventListener("pointerdown",this),(r=ke(this,ne))==null||r.removeEventListener("click",this),Tr(this,ne,null)}handleEvent(e){var i;let n=(i=e.composedPath())==null?void 0:i[0];if(["video","media-controller"].includes(n?.localName)){if(e.type==="pointerdown")this._pointerType=e.pointerType;else if(e.type==="click"){let{clientX:a,clientY:o}=e,{left:d,top:c,width:p,height:g}=this.getBoundingClientRect(),y=a-d,_=o-c;if(y<0||_<0||y>p||_>g||p===0&&g===0)return;let v=this._pointerType||"mouse";if(this._pointerType=void 0,v===br.TOUCH){this.handleTap(e);return}else if(v===br.MOUSE||v===br.PEN){this.handleMouseClick(e);return}}}}get mediaPaused(){return S(this,s.MEDIA_PAUSED)}set mediaPaused(e){k(this,s.MEDIA_PAUSED,e)}handleTap(e){}handleMouseClick(e){let i=this.mediaPaused?h.MEDIA_PLAY_REQUEST:h.MEDIA_PAUSE_REQUEST;this.dispatchEvent(new l.CustomEvent(i,{composed:!0,bubbles:!0}))}};ne=new WeakMap;ri.shadowRootOptions={mode:"open"};ri.getTemplateHTML=rh;function ah(t){var e;let i=t.getAttribute(M.MEDIA_CONTROLLER);return i?(e=t.getRootNode())==null?void 0:e.getElementById(i):Oe(t,"media-controller")}l.customElements.get("media-gesture-receiver")||l.customElements.define("media-gesture-receiver",ri);var Is=ri;var _d={"Start airplay":"Start airplay","Stop airplay":"Stop airplay",Audio:"Audio",Captions:"Captions","Enable captions":"Enable captions","Disable captions":"Disable captions","Start casting":"Start casting","Stop casting":"Stop casting","Enter fullscreen mode":"Enter fullscreen mode","Exit fullscreen mode":"Exit fullscreen mode",Mute:"Mute",Unmute:"Unmute",Loop:"Loop","Enter picture in picture mode":"Enter picture in picture mode","Exit picture in picture mode":"Exit picture in picture mode",Play:"Play",Pause:"Pause","Playback rate":"Playback rate","Playback rate {playbackRate}":"Playback rate {playbackRate}",Quality:"Quality","Seek backward":"Seek backward","Seek forward":"Seek forward",Settings:"Settings",Auto:"Auto","audio player":"audio player","video player":"video player",volume:"volume",seek:"seek","closed captions":"closed captions","current playback rate":"current playback rate","playback time":"playback time","media loading":"media loading",settings:"settings","audio tracks":"audio tracks",quality:"quality",play:"play",pause:"pause",mute:"mute",unmute:"unmute","chapter: {chapterName}":"chapter: {chapterName}",live:"live",Off:"Off","start airplay":"start airplay","stop airplay":"stop airplay","start casting":"start casting","stop casting":"stop casting","enter fullscreen mode":"enter fullscreen mode","exit fullscreen mode":"exit fullscreen mode","enter picture in picture mode":"enter picture in picture mode","exit picture in picture mode":"exit picture in picture mode","seek to live":"seek to live","playing live":"playing live","seek back {seekOffset} seconds":"seek back {seekOffset} seconds","seek forward {seekOffset} seconds":"seek forward {seekOffset} seconds","Network Error":"Network Error","Decode Error":"Decode Error","Source Not Supported":"Source Not Supported","Encryption Error":"Encryption Error","A network error caused the media download to fail.":"A network error caused the media download to fail.","A media error caused playback to be aborted. The media could be corrupt or your browser does not support this format.":"A media error caused playback to be aborted. The media could be corrupt or your browser does not support this format.","An unsupported error occurred. The server or network failed, or your browser does not support this format.":"An unsupported error occurred. The server or network failed, or your browser does not support this format.","The media is encrypted and there are no keys to decrypt it.":"The media is encrypted and there are no keys to decrypt it.",hour:"hour",hours:"hours",minute:"minute",minutes:"minutes",second:"second",seconds:"seconds","{time} remaining":"{time} remaining","{currentTime} of {totalTime}":"{currentTime} of {totalTime}","video not loaded, unknown time.":"video not loaded, unknown time."};var Ad,rn={en:_d},ai=((Ad=globalThis.navigator)==null?void 0:Ad.language)||"en",Td=t=>{ai=t};var sh=t=>{var e,i,n;let[r]=ai.split("-");return((e=rn[ai])==null?void 0:e[t])||((i=rn[r])==null?void 0:i[t])||((n=rn.en)==null?void 0:n[t])||t},yd=()=>{let[t]=ai.split("-");return rn[ai]?ai:rn[t]?t:"en"},E=(t,e={})=>sh(t).replace(/\{(\w+)\}/g,(i,n)=>n in e?String(e[n]):`{${n}}`);var Rs=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},Z=(t,e,i)=>(Rs(t,e,"read from private field"),i?i.call(t):e.get(t)),ce=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Ie=(t,e,i,n)=>(Rs(t,e,"write to private field"),n?n.call(t,i):e.set(t,i),i),we=(t,e,i)=>(Rs(t,e,"access private method"),i),an,kr,si,di,li,ws,oi,yr,Ms,Sd,Ls,kd,sn,Ir,wr,Ds,ci,on,dt,Sr,T={AUDIO:"audio",AUTOHIDE:"autohide",BREAKPOINTS:"breakpoints",GESTURES_DISABLED:"gesturesdisabled",KEYBOARD_CONTROL:"keyboardcontrol",NO_AUTOHIDE:"noautohide",USER_INACTIVE:"userinactive",AUTOHIDE_OVER_CONTROLS:"autohideovercontrols"};function oh(t){return`
    <style>
      
      :host([${s.MEDIA_IS_FULLSCREEN}]) ::slotted([slot=media]) {
        outline: none;
      }

      :host {
        box-sizing: border-box;
        position: relative;
        display: inline-block;
        line-height: 0;
        background-color: var(--media-background-color, #000);
        overflow: hidden;
      }

      :host(:not([${T.AUDIO}])) [part~=layer]:not([part~=media-layer]) {
        position: absolute;
        top: 0;
        left: 0;
        bottom: 0;
        right: 0;
        display: flex;
        flex-flow: column nowrap;
        align-items: start;
        pointer-events: none;
        background: none;
      }

      slot[name=media] {
        display: var(--media-slot-display, contents);
      }

      
      :host([${T.AUDIO}]) slot[name=media] {
        display: var(--media-slot-display, none);
      }

      
      :host([${T.AUDIO}]) [part~=layer][part~=gesture-layer] {
        height: 0;
        display: block;
      }

      
      :host(:not([${T.AUDIO}])[${T.GESTURES_DISABLED}]) ::slotted([slot=gestures-chrome]),
          :host(:not([${T.AUDIO}])[${T.GESTURES_DISABLED}]) media-gesture-receiver[slot=gestures-chrome] {
        display: none;
      }

      
      ::slotted(:not([slot=media]):not([slot=poster]):not(media-loading-indicator):not([role=dialog]):not([hidden])) {
        pointer-events: auto;
      }

      :host(:not([${T.AUDIO}])) *[part~=layer][part~=centered-layer] {
        align-items: center;
        justify-content: center;
      }

      :host(:not([${T.AUDIO}])) ::slotted(media-gesture-receiver[slot=gestures-chrome]),
      :host(:not([${T.AUDIO}])) media-gesture-receiver[slot=gestures-chrome] {
        align-self: stretch;
        flex-grow: 1;
      }

      slot[name=middle-chrome] {
        display: inline;
        flex-grow: 1;
        pointer-events: none;
        background: none;
      }

      
      ::slotted([slot=media]),
      ::slotted([slot=poster]) {
        width: 100%;
        height: 100%;
      }

      
      :host(:not([${T.AUDIO}])) .spacer {
        flex-grow: 1;
      }

      
      :host(:-webkit-full-screen) {
        
        width: 100% !important;
        height: 100% !important;
      }

      
      ::slotted(:not([slot=media]):not([slot=poster]):not([${T.NO_AUTOHIDE}]):not([hidden]):not([role=dialog])) {
        opacity: 1;
        transition: var(--media-control-transition-in, opacity 0.25s);
      }

      
      :host([${T.USER_INACTIVE}]:not([${s.MEDIA_PAUSED}]):not([${s.MEDIA_IS_AIRPLAYING}]):not([${s.MEDIA_IS_CASTING}]):not([${T.AUDIO}])) ::slotted(:not([slot=media]):not([slot=poster]):not([${T.NO_AUTOHIDE}]):not([role=dialog])) {
        opacity: 0;
        transition: var(--media-control-transition-out, opacity 1s);
      }

      :host([${T.USER_INACTIVE}]:not([${T.NO_AUTOHIDE}]):not([${s.MEDIA_PAUSED}]):not([${s.MEDIA_IS_CASTING}]):not([${T.AUDIO}])) ::slotted([slot=media]) {
        cursor: none;
      }

      :host([${T.USER_INACTIVE}][${T.AUTOHIDE_OVER_CONTROLS}]:not([${T.NO_AUTOHIDE}]):not([${s.MEDIA_PAUSED}]):not([${s.MEDIA_IS_CASTING}]):not([${T.AUDIO}])) * {
        --media-cursor: none;
        cursor: none;
      }


      ::slotted(media-control-bar)  {
        align-self: stretch;
      }

      
      
      :host(:not([${T.AUDIO}])[${s.MEDIA_HAS_PLAYED}]) slot[name=poster],
      :host(:not([${T.AUDIO}])[${s.MEDIA_STREAM_TYPE}="${ve.ON_DEMAND}"][${s.MEDIA_CURRENT_TIME}]:not([${s.MEDIA_CURRENT_TIME}="0"])) slot[name=poster] {
        display: none;
      }

      ::slotted([role=dialog]) {
        width: 100%;
        height: 100%;
        align-self: center;
      }

      ::slotted([role=menu]) {
        align-self: end;
      }
    </style>

    <slot name="media" part="layer media-layer"></slot>
    <slot name="poster" part="layer poster-layer"></slot>
    <slot name="gestures-chrome" part="layer gesture-layer">
      <media-gesture-receiver slot="gestures-chrome">
        <template shadowrootmode="${Is.shadowRootOptions.mode}">
          ${Is.getTemplateHTML({})}
        </template>
      </media-gesture-receiver>
    </slot>
    <span part="layer vertical-layer">
      <slot name="top-chrome" part="top chrome"></slot>
      <slot name="middle-chrome" part="middle chrome"></slot>
      <slot name="centered-chrome" part="layer centered-layer center centered chrome"></slot>
      
      <slot part="bottom chrome"></slot>
    </span>
    <slot name="dialog" part="layer dialog-layer"></slot>
  `}var lh=Object.values(s),dh="sm:384 md:576 lg:768 xl:960";function ch(t){Id(t.target,t.contentRect.width)}function Id(t,e){var i;if(!t.isConnected)return;let n=(i=t.getAttribute(T.BREAKPOINTS))!=null?i:dh,r=uh(n),a=hh(r,e),o=!1;if(Object.keys(r).forEach(d=>{if(a.includes(d)){t.hasAttribute(`breakpoint${d}`)||(t.setAttribute(`breakpoint${d}`,""),o=!0);return}t.hasAttribute(`breakpoint${d}`)&&(t.removeAttribute(`breakpoint${d}`),o=!0)}),o){let d=new CustomEvent(Dt.BREAKPOINTS_CHANGE,{detail:a});t.dispatchEvent(d)}t.breakpointsComputed||(t.breakpointsComputed=!0,t.dispatchEvent(new CustomEvent(Dt.BREAKPOINTS_COMPUTED,{bubbles:!0,composed:!0})))}function uh(t){let e=t.split(/\s+/);return Object.fromEntries(e.map(i=>i.split(":")))}function hh(t,e){return Object.keys(t).filter(i=>e>=parseInt(t[i]))}var xt=class extends l.HTMLElement{constructor(){if(super(),ce(this,Ms),ce(this,Ls),ce(this,sn),ce(this,wr),ce(this,ci),ce(this,an,void 0),ce(this,kr,0),ce(this,si,null),ce(this,di,null),ce(this,li,void 0),this.breakpointsComputed=!1,ce(this,ws,e=>{let i=this.media;for(let n of e){if(n.type!=="childList")continue;let r=n.removedNodes;for(let a of r){if(a.slot!="media"||n.target!=this)continue;let o=n.previousSibling&&n.previousSibling.previousElementSibling;if(!o||!i)this.mediaUnsetCallback(a);else{let d=o.slot!=="media";for(;(o=o.previousSibling)!==null;)o.slot=="media"&&(d=!1);d&&this.mediaUnsetCallback(a)}}if(i)for(let a of n.addedNodes)a===i&&this.handleMediaUpdated(i)}}),ce(this,oi,!1),ce(this,yr,e=>{Z(this,oi)||(setTimeout(()=>{ch(e),Ie(this,oi,!1)},0),Ie(this,oi,!0))}),ce(this,dt,void 0),ce(this,Sr,()=>{if(!Z(this,dt).assignedElements({flatten:!0}).length){Z(this,si)&&this.mediaUnsetCallback(Z(this,si));return}this.handleMediaUpdated(this.media)}),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let e=q(this.attributes),i=this.constructor.getTemplateHTML(e);this.shadowRoot.setHTMLUnsafe?this.shadowRoot.setHTMLUnsafe(i):this.shadowRoot.innerHTML=i}Ie(this,an,new MutationObserver(Z(this,ws)))}static get observedAttributes(){return[T.AUTOHIDE,T.GESTURES_DISABLED].concat(lh).filter(e=>![s.MEDIA_RENDITION_LIST,s.MEDIA_AUDIO_TRACK_LIST,s.MEDIA_CHAPTERS_CUES,s.MEDIA_WIDTH,s.MEDIA_HEIGHT,s.MEDIA_ERROR,s.MEDIA_ERROR_MESSAGE].includes(e))}attributeChangedCallback(e,i,n){e.toLowerCase()==T.AUTOHIDE&&(this.autohide=n)}get media(){let e=this.querySelector(":scope > [slot=media]");return e?.nodeName=="SLOT"&&(e=e.assignedElements({flatten:!0})[0]),e}async handleMediaUpdated(e){e&&(Ie(this,si,e),e.localName.includes("-")&&await l.customElements.whenDefined(e.localName),this.mediaSetCallback(e))}connectedCallback(){var e;Z(this,an).observe(this,{childList:!0,subtree:!0}),je(this,Z(this,yr));let n=this.getAttribute(T.AUDIO)!=null?E("audio player"):E("video player");this.setAttribute("role","region"),this.setAttribute("aria-label",n),this.handleMediaUpdated(this.media),this.setAttribute(T.USER_INACTIVE,""),Id(this,this.getBoundingClientRect().width);let r=this.querySelector(":scope > slot[slot=media]");r&&(Ie(this,dt,r),Z(this,dt).addEventListener("slotchange",Z(this,Sr))),this.addEventListener("pointerdown",this),this.addEventListener("pointermove",this),this.addEventListener("pointerup",this),this.addEventListener("mouseleave",this),this.addEventListener("keyup",this),(e=l.window)==null||e.addEventListener("mouseup",this)}disconnectedCallback(){var e;et(this,Z(this,yr)),clearTimeout(Z(this,di)),Z(this,an).disconnect(),this.media&&this.mediaUnsetCallback(this.media),(e=l.window)==null||e.removeEventListener("mouseup",this),this.removeEventListener("pointerdown",this),this.removeEventListener("pointermove",this),this.removeEventListener("pointerup",this),this.removeEventListener("mouseleave",this),this.removeEventListener("keyup",this),Z(this,dt)&&(Z(this,dt).removeEventListener("slotchange",Z(this,Sr)),Ie(this,dt,null)),Ie(this,oi,!1)}mediaSetCallback(e){}mediaUnsetCallback(e){Ie(this,si,null)}handleEvent(e){switch(e.type){case"pointerdown":Ie(this,kr,e.timeStamp);break;case"pointermove":we(this,Ms,Sd).call(this,e);break;case"pointerup":we(this,Ls,kd).call(this,e);break;case"mouseleave":we(this,sn,Ir).call(this);break;case"mouseup":this.removeAttribute(T.KEYBOARD_CONTROL);break;case"keyup":we(this,ci,on).call(this),this.setAttribute(T.KEYBOARD_CONTROL,"");break}}set autohide(e){let i=Number(e);Ie(this,li,isNaN(i)?0:i)}get autohide(){return(Z(this,li)===void 0?2:Z(this,li)).toString()}get breakpoints(){return x(this,T.BREAKPOINTS)}set breakpoints(e){C(this,T.BREAKPOINTS,e)}get audio(){return S(this,T.AUDIO)}set audio(e){k(this,T.AUDIO,e)}get gesturesDisabled(){return S(this,T.GESTURES_DISABLED)}set gesturesDisabled(e){k(this,T.GESTURES_DISABLED,e)}get keyboardControl(){return S(this,T.KEYBOARD_CONTROL)}set keyboardControl(e){k(this,T.KEYBOARD_CONTROL,e)}get noAutohide(){return S(this,T.NO_AUTOHIDE)}set noAutohide(e){k(this,T.NO_AUTOHIDE,e)}get autohideOverControls(){return S(this,T.AUTOHIDE_OVER_CONTROLS)}set autohideOverControls(e){k(this,T.AUTOHIDE_OVER_CONTROLS,e)}get userInteractive(){return S(this,T.USER_INACTIVE)}set userInteractive(e){k(this,T.USER_INACTIVE,e)}};an=new WeakMap;kr=new WeakMap;si=new WeakMap;di=new WeakMap;li=new WeakMap;ws=new WeakMap;oi=new WeakMap;yr=new WeakMap;Ms=new WeakSet;Sd=function(t){if(t.pointerType!=="mouse"&&t.timeStamp-Z(this,kr)<250)return;we(this,wr,Ds).call(this),clearTimeout(Z(this,di));let e=this.hasAttribute(T.AUTOHIDE_OVER_CONTROLS);([this,this.media].includes(t.target)||e)&&we(this,ci,on).call(this)};Ls=new WeakSet;kd=function(t){if(t.pointerType==="touch"){let e=!this.hasAttribute(T.USER_INACTIVE);[this,this.media].includes(t.target)&&e?we(this,sn,Ir).call(this):we(this,ci,on).call(this)}else t.composedPath().some(e=>["media-play-button","media-fullscreen-button"].includes(e?.localName))&&we(this,ci,on).call(this)};sn=new WeakSet;Ir=function(){if(Z(this,li)<0||this.hasAttribute(T.USER_INACTIVE))return;this.setAttribute(T.USER_INACTIVE,"");let t=new l.CustomEvent(Dt.USER_INACTIVE_CHANGE,{composed:!0,bubbles:!0,detail:!0});this.dispatchEvent(t)};wr=new WeakSet;Ds=function(){if(!this.hasAttribute(T.USER_INACTIVE))return;this.removeAttribute(T.USER_INACTIVE);let t=new l.CustomEvent(Dt.USER_INACTIVE_CHANGE,{composed:!0,bubbles:!0,detail:!1});this.dispatchEvent(t)};ci=new WeakSet;on=function(){we(this,wr,Ds).call(this),clearTimeout(Z(this,di));let t=parseInt(this.autohide);t<0||Ie(this,di,setTimeout(()=>{we(this,sn,Ir).call(this)},t*1e3))};dt=new WeakMap;Sr=new WeakMap;xt.shadowRootOptions={mode:"open"};xt.getTemplateHTML=oh;l.customElements.get("media-container")||l.customElements.define("media-container",xt);var Hs=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},Ut=(t,e,i)=>(Hs(t,e,"read from private field"),i?i.call(t):e.get(t)),tt=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},$s=(t,e,i,n)=>(Hs(t,e,"write to private field"),n?n.call(t,i):e.set(t,i),i),Ot=(t,e,i)=>(Hs(t,e,"access private method"),i),Lr,dn,Pt,Mr,Cs,xs,wd,Os,Md,Us,Ld,Ps,Rd,Ns,Dd;function mh(t){return`
    <style>
      :host {
        font: var(--media-font,
          var(--media-font-weight, normal)
          var(--media-font-size, 14px) /
          var(--media-text-content-height, var(--media-control-height, 24px))
          var(--media-font-family, helvetica neue, segoe ui, roboto, arial, sans-serif));
        color: var(--media-text-color, var(--media-primary-color, rgb(238 238 238)));
        display: var(--media-dialog-display, inline-flex);
        justify-content: center;
        align-items: center;
        
        transition-behavior: allow-discrete;
        visibility: hidden;
        opacity: 0;
        transform: translateY(2px) scale(.99);
        pointer-events: none;
      }

      :host([open]) {
        transition: display .2s, visibility 0s, opacity .2s ease-out, transform .15s ease-out;
        visibility: visible;
        opacity: 1;
        transform: translateY(0) scale(1);
        pointer-events: auto;
      }

      #content {
        display: flex;
        position: relative;
        box-sizing: border-box;
        width: min(320px, 100%);
        word-wrap: break-word;
        max-height: 100%;
        overflow: auto;
        text-align: center;
        line-height: 1.4;
      }
    </style>
    ${this.getSlotTemplateHTML(t)}
  `}function ph(t){return`
    <slot id="content"></slot>
  `}var ln={OPEN:"open",ANCHOR:"anchor"},ct=class extends l.HTMLElement{constructor(){super(),tt(this,Mr),tt(this,xs),tt(this,Os),tt(this,Us),tt(this,Ps),tt(this,Ns),tt(this,Lr,!1),tt(this,dn,null),tt(this,Pt,null)}static get observedAttributes(){return[ln.OPEN,ln.ANCHOR]}get open(){return S(this,ln.OPEN)}set open(e){k(this,ln.OPEN,e)}handleEvent(e){switch(e.type){case"invoke":Ot(this,Us,Ld).call(this,e);break;case"focusout":Ot(this,Ps,Rd).call(this,e);break;case"keydown":Ot(this,Ns,Dd).call(this,e);break}}connectedCallback(){Ot(this,Mr,Cs).call(this),this.role||(this.role="dialog"),this.addEventListener("invoke",this),this.addEventListener("focusout",this),this.addEventListener("keydown",this)}disconnectedCallback(){this.removeEventListener("invoke",this),this.removeEventListener("focusout",this),this.removeEventListener("keydown",this)}attributeChangedCallback(e,i,n){Ot(this,Mr,Cs).call(this),e===ln.OPEN&&n!==i&&(this.open?Ot(this,xs,wd).call(this):Ot(this,Os,Md).call(this))}focus(){$s(this,dn,tn());let e=!this.dispatchEvent(new Event("focus",{composed:!0,cancelable:!0})),i=!this.dispatchEvent(new Event("focusin",{composed:!0,bubbles:!0,cancelable:!0}));if(e||i)return;let n=this.querySelector('[autofocus], [tabindex]:not([tabindex="-1"]), [role="menu"]');n?.focus()}get keysUsed(){return["Escape","Tab"]}};Lr=new WeakMap;dn=new WeakMap;Pt=new WeakMap;Mr=new WeakSet;Cs=function(){if(!Ut(this,Lr)&&($s(this,Lr,!0),!this.shadowRoot)){this.attachShadow(this.constructor.shadowRootOptions);let t=q(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(t),queueMicrotask(()=>{let{style:e}=W(this.shadowRoot,":host");e.setProperty("transition","display .15s, visibility .15s, opacity .15s ease-in, transform .15s ease-in")})}};xs=new WeakSet;wd=function(){var t;(t=Ut(this,Pt))==null||t.setAttribute("aria-expanded","true"),this.dispatchEvent(new Event("open",{composed:!0,bubbles:!0})),this.addEventListener("transitionend",()=>this.focus(),{once:!0})};Os=new WeakSet;Md=function(){var t;(t=Ut(this,Pt))==null||t.setAttribute("aria-expanded","false"),this.dispatchEvent(new Event("close",{composed:!0,bubbles:!0}))};Us=new WeakSet;Ld=function(t){$s(this,Pt,t.relatedTarget),de(this,t.relatedTarget)||(this.open=!this.open)};Ps=new WeakSet;Rd=function(t){var e;de(this,t.relatedTarget)||((e=Ut(this,dn))==null||e.focus(),Ut(this,Pt)&&Ut(this,Pt)!==t.relatedTarget&&this.open&&(this.open=!1))};Ns=new WeakSet;Dd=function(t){var e,i,n,r,a;let{key:o,ctrlKey:d,altKey:c,metaKey:p}=t;d||c||p||this.keysUsed.includes(o)&&(t.preventDefault(),t.stopPropagation(),o==="Tab"?(t.shiftKey?(i=(e=this.previousElementSibling)==null?void 0:e.focus)==null||i.call(e):(r=(n=this.nextElementSibling)==null?void 0:n.focus)==null||r.call(n),this.blur()):o==="Escape"&&((a=Ut(this,dn))==null||a.focus(),this.open=!1))};ct.shadowRootOptions={mode:"open"};ct.getTemplateHTML=mh;ct.getSlotTemplateHTML=ph;l.customElements.get("media-chrome-dialog")||l.customElements.define("media-chrome-dialog",ct);var vh=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},ut=(t,e,i)=>(vh(t,e,"read from private field"),i?i.call(t):e.get(t)),Cd=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},ui,hi,cn={HOTKEYS:"hotkeys"},Eh=[{keys:[{key:" ",label:"Space"},{key:"k"}],description:"Toggle Playback"},{keys:[{key:"m"}],description:"Toggle mute"},{keys:[{key:"f"}],description:"Toggle fullscreen"},{keys:[{key:"c"}],description:"Toggle captions or subtitles, if available"},{keys:[{key:"p"}],description:"Toggle Picture in Picture"},{keys:[{key:"ArrowLeft",label:"\u2190"},{key:"j"}],description:"Seek back 10s"},{keys:[{key:"ArrowRight",label:"\u2192"},{key:"l"}],description:"Seek forward 10s"},{keys:[{key:"ArrowUp",label:"\u2191"}],description:"Turn volume up"},{keys:[{key:"ArrowDown",label:"\u2193"}],description:"Turn volume down"},{keys:[{key:"<",label:"< (SHIFT+,)"}],description:"Decrease playback rate"},{keys:[{key:">",label:"> (SHIFT+.)"}],description:"Increase playback rate"},{keys:[{key:"shift+/",label:"SHIFT+/"}],description:"Show keyboard shortcuts"}];function Dr(t){return t===" "?"nospace":`no${t.toLowerCase()}`}function fh(t){let e=new Set(t?.split(/\s+/));return Eh.map(({keys:i,description:n})=>({keys:i.filter(({key:r})=>!e.has(Dr(r))),description:n})).filter(({keys:i})=>i.length)}function gh(t){return`
    <style>
      :host {
        position: fixed;
        top: 0;
        left: 0;
        z-index: 9999;
        background: rgb(20 20 30 / .8);
        backdrop-filter: blur(10px);
      }

      #content {
        display: block;
        width: clamp(400px, 40vw, 700px);
        max-width: 90vw;
        text-align: left;
      }

      h2 {
        margin: 0 0 1.5rem 0;
        font-size: 1.5rem;
        font-weight: 500;
        text-align: center;
      }

      .shortcuts-table {
        width: 100%;
        border-collapse: collapse;
      }

      .shortcuts-table tr {
        border-bottom: 1px solid rgba(255, 255, 255, 0.1);
      }

      .shortcuts-table tr:last-child {
        border-bottom: none;
      }

      .shortcuts-table td {
        padding: 0.75rem 0.5rem;
      }

      .shortcuts-table td:first-child {
        text-align: right;
        padding-right: 1rem;
        width: 40%;
        min-width: 120px;
      }

      .shortcuts-table td:last-child {
        padding-left: 1rem;
      }

      .key {
        display: inline-block;
        background: rgba(255, 255, 255, 0.15);
        border: 1px solid rgba(255, 255, 255, 0.2);
        border-radius: 4px;
        padding: 0.25rem 0.5rem;
        font-family: 'Courier New', monospace;
        font-size: 0.9rem;
        font-weight: 500;
        min-width: 1.5rem;
        text-align: center;
        margin: 0 0.2rem;
      }

      .description {
        color: rgba(255, 255, 255, 0.9);
        font-size: 0.95rem;
      }

      .key-combo {
        display: flex;
        align-items: center;
        justify-content: flex-end;
        gap: 0.3rem;
      }

      .key-separator {
        color: rgba(255, 255, 255, 0.5);
        font-size: 0.9rem;
      }
    </style>
    <slot id="content">
      ${xd(t[cn.HOTKEYS])}
    </slot>
  `}function xd(t){return`
    <h2>Keyboard Shortcuts</h2>
    <table class="shortcuts-table">${fh(t).map(({keys:i,description:n})=>`
        <tr>
          <td>
            <div class="key-combo">${i.map(({key:a,label:o=a},d)=>d>0?`<span class="key-separator">or</span><span class="key">${o}</span>`:`<span class="key">${o}</span>`).join("")}</div>
          </td>
          <td class="description">${n}</td>
        </tr>
      `).join("")}</table>
  `}var Rr=class extends ct{constructor(){super(...arguments),Cd(this,ui,e=>{var i;if(!this.open)return;let n=(i=this.shadowRoot)==null?void 0:i.querySelector("#content");if(!n)return;let r=e.composedPath(),a=r[0]===this||r.includes(this),o=r.includes(n);a&&!o&&(this.open=!1)}),Cd(this,hi,e=>{if(!this.open)return;let i=e.shiftKey&&(e.key==="/"||e.key==="?");(e.key==="Escape"||i)&&!e.ctrlKey&&!e.altKey&&!e.metaKey&&(this.open=!1,e.preventDefault(),e.stopPropagation())})}static get observedAttributes(){return[...super.observedAttributes,cn.HOTKEYS]}get hotkeys(){var e;return(e=x(this,cn.HOTKEYS))!=null?e:void 0}set hotkeys(e){C(this,cn.HOTKEYS,e)}connectedCallback(){super.connectedCallback(),this.open&&(this.addEventListener("click",ut(this,ui)),document.addEventListener("keydown",ut(this,hi)))}disconnectedCallback(){this.removeEventListener("click",ut(this,ui)),document.removeEventListener("keydown",ut(this,hi))}attributeChangedCallback(e,i,n){var r;if(super.attributeChangedCallback(e,i,n),e==="open")this.open?(this.addEventListener("click",ut(this,ui)),document.addEventListener("keydown",ut(this,hi))):(this.removeEventListener("click",ut(this,ui)),document.removeEventListener("keydown",ut(this,hi)));else if(e===cn.HOTKEYS&&n!==i){let a=(r=this.shadowRoot)==null?void 0:r.querySelector("#content");a&&(a.innerHTML=xd(n))}}};ui=new WeakMap;hi=new WeakMap;Rr.getSlotTemplateHTML=gh;l.customElements.get("media-keyboard-shortcuts-dialog")||l.customElements.define("media-keyboard-shortcuts-dialog",Rr);var Od=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},te=(t,e,i)=>(Od(t,e,"read from private field"),i?i.call(t):e.get(t)),un=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Cr=(t,e,i,n)=>(Od(t,e,"write to private field"),n?n.call(t,i):e.set(t,i),i),mi,pi,xr,Nt,it,ht,mt=class{constructor(e,i,{defaultValue:n}={defaultValue:void 0}){un(this,it),un(this,mi,void 0),un(this,pi,void 0),un(this,xr,void 0),un(this,Nt,new Set),Cr(this,mi,e),Cr(this,pi,i),Cr(this,xr,new Set(n))}[Symbol.iterator](){return te(this,it,ht).values()}get length(){return te(this,it,ht).size}get value(){var e;return(e=[...te(this,it,ht)].join(" "))!=null?e:""}set value(e){var i;e!==this.value&&(Cr(this,Nt,new Set),this.add(...(i=e?.split(" "))!=null?i:[]))}toString(){return this.value}item(e){return[...te(this,it,ht)][e]}values(){return te(this,it,ht).values()}forEach(e,i){te(this,it,ht).forEach(e,i)}add(...e){var i,n;e.forEach(r=>te(this,Nt).add(r)),!(this.value===""&&!((i=te(this,mi))!=null&&i.hasAttribute(`${te(this,pi)}`)))&&((n=te(this,mi))==null||n.setAttribute(`${te(this,pi)}`,`${this.value}`))}remove(...e){var i;e.forEach(n=>te(this,Nt).delete(n)),(i=te(this,mi))==null||i.setAttribute(`${te(this,pi)}`,`${this.value}`)}contains(e){return te(this,it,ht).has(e)}toggle(e,i){return typeof i<"u"?i?(this.add(e),!0):(this.remove(e),!1):this.contains(e)?(this.remove(e),!1):(this.add(e),!0)}replace(e,i){return this.remove(e),this.add(i),e===i}};mi=new WeakMap;pi=new WeakMap;xr=new WeakMap;Nt=new WeakMap;it=new WeakSet;ht=function(){return te(this,Nt).size?te(this,Nt):te(this,xr)};function Ud(t){return t?.map(bh).join(" ")}function Pd(t){return t?.split(/\s+/).map(_h)}function bh(t){if(t){let{id:e,width:i,height:n}=t;return[e,i,n].filter(r=>r!=null).join(":")}}function _h(t){if(t){let[e,i,n]=t.split(":");return{id:e,width:+i,height:+n}}}function Nd(t){return t?.map(Ah).join(" ")}function Hd(t){return t?.split(/\s+/).map(Th)}function Ah(t){if(t){let{id:e,kind:i,language:n,label:r}=t;return[e,i,n,r].filter(a=>a!=null).join(":")}}function Th(t){if(t){let[e,i,n,r]=t.split(":");return{id:e,kind:i,language:n,label:r}}}function vi(t){return typeof t=="number"&&!Number.isNaN(t)&&Number.isFinite(t)}var Or=t=>new Promise(e=>setTimeout(e,t));var yh=(t="")=>t.split(/\s+/),$d=(t="")=>{let[e,i,n]=t.split(":"),r=n?decodeURIComponent(n):void 0;return{kind:e==="cc"?he.CAPTIONS:he.SUBTITLES,language:i,label:r}},hn=(t="",e={})=>yh(t).map(i=>{let n=$d(i);return{...e,...n}}),Ws=t=>t?Array.isArray(t)?t.map(e=>typeof e=="string"?$d(e):e):typeof t=="string"?hn(t):[t]:[],Ur=({kind:t,label:e,language:i}={kind:"subtitles"})=>e?`${t==="captions"?"cc":"sb"}:${i}:${encodeURIComponent(e)}`:i,Ht=(t=[])=>Array.prototype.map.call(t,Ur).join(" "),Sh=(t,e)=>i=>i[t]===e,Wd=t=>{let e=Object.entries(t).map(([i,n])=>Sh(i,n));return i=>e.every(n=>n(i))},$t=(t,e=[],i=[])=>{let n=Ws(i).map(Wd),r=a=>n.some(o=>o(a));Array.from(e).filter(r).forEach(a=>{a.mode=t})},Wt=(t,e=()=>!0)=>{if(!t?.textTracks)return[];let i=typeof e=="function"?e:Wd(e);return Array.from(t.textTracks).filter(i)},Bd=t=>{var e;return!!((e=t.mediaSubtitlesShowing)!=null&&e.length)||t.hasAttribute(s.MEDIA_SUBTITLES_SHOWING)};var Vd=t=>{var e;let{media:i,fullscreenElement:n}=t;try{let r=n&&"requestFullscreen"in n?"requestFullscreen":n&&"webkitRequestFullScreen"in n?"webkitRequestFullScreen":void 0;if(r){let a=(e=n[r])==null?void 0:e.call(n);if(a instanceof Promise)return a.catch(()=>{})}else i?.webkitEnterFullscreen?i.webkitEnterFullscreen():i?.requestFullscreen&&i.requestFullscreen()}catch(r){console.error(r)}},Fd="exitFullscreen"in V?"exitFullscreen":"webkitExitFullscreen"in V?"webkitExitFullscreen":"webkitCancelFullScreen"in V?"webkitCancelFullScreen":void 0,Kd=t=>{var e;let{documentElement:i}=t;if(Fd){let n=(e=i?.[Fd])==null?void 0:e.call(i);if(n instanceof Promise)return n.catch(()=>{})}},mn="fullscreenElement"in V?"fullscreenElement":"webkitFullscreenElement"in V?"webkitFullscreenElement":void 0,kh=t=>{let{documentElement:e,media:i}=t,n=e?.[mn];return!n&&"webkitDisplayingFullscreen"in i&&"webkitPresentationMode"in i&&i.webkitDisplayingFullscreen&&i.webkitPresentationMode===vd.FULLSCREEN?i:n},Gd=t=>{var e;let{media:i,documentElement:n,fullscreenElement:r=i}=t;if(!i||!n)return!1;let a=kh(t);if(!a)return!1;if(a===r||a===i)return!0;if(a.localName.includes("-")){let o=a.shadowRoot;if(!(mn in o))return de(a,r);for(;o?.[mn];){if(o[mn]===r)return!0;o=(e=o[mn])==null?void 0:e.shadowRoot}}return!1},Ih="fullscreenEnabled"in V?"fullscreenEnabled":"webkitFullscreenEnabled"in V?"webkitFullscreenEnabled":void 0,qd=t=>{let{documentElement:e,media:i}=t;return!!e?.[Ih]||i&&"webkitSupportsFullscreen"in i};var Pr,Bs=()=>{var t,e;return Pr||(Pr=(e=(t=V)==null?void 0:t.createElement)==null?void 0:e.call(t,"video"),Pr)},Yd=async(t=Bs())=>{if(!t)return!1;let e=t.volume;t.volume=e/2+.1;let i=new AbortController,n=await Promise.race([wh(t,i.signal),Mh(t,e)]);return i.abort(),n},wh=(t,e)=>new Promise(i=>{t.addEventListener("volumechange",()=>i(!0),{signal:e})}),Mh=async(t,e)=>{for(let i=0;i<10;i++){if(t.volume===e)return!1;await Or(10)}return t.volume!==e},Lh=/.*Version\/.*Safari\/.*/.test(l.navigator.userAgent),Fs=(t=Bs())=>l.matchMedia("(display-mode: standalone)").matches&&Lh?!1:typeof t?.requestPictureInPicture=="function",Vs=(t=Bs())=>qd({documentElement:V,media:t}),Qd=Vs(),zd=Fs(),Zd=!!l.WebKitPlaybackTargetAvailabilityEvent,Xd=!!l.chrome;var Ei=t=>Wt(t.media,e=>[he.SUBTITLES,he.CAPTIONS].includes(e.kind)).sort((e,i)=>e.kind>=i.kind?1:-1),Ks=t=>Wt(t.media,e=>e.mode===lt.SHOWING&&[he.SUBTITLES,he.CAPTIONS].includes(e.kind)),Nr=(t,e)=>{let i=Ei(t),n=Ks(t),r=!!n.length;if(i.length){if(e===!1||r&&e!==!0)$t(lt.DISABLED,i,n);else if(e===!0||!r&&e!==!1){let a=i[0],{options:o}=t;if(!o?.noSubtitlesLangPref){let g=l.localStorage.getItem("media-chrome-pref-subtitles-lang"),y=g?[g,...l.navigator.languages]:l.navigator.languages,_=i.filter(v=>y.some(I=>v.language.toLowerCase().startsWith(I.split("-")[0]))).sort((v,I)=>{let b=y.findIndex(L=>v.language.toLowerCase().startsWith(L.split("-")[0])),R=y.findIndex(L=>I.language.toLowerCase().startsWith(L.split("-")[0]));return b-R});_[0]&&(a=_[0])}let{language:d,label:c,kind:p}=a;$t(lt.DISABLED,i,n),$t(lt.SHOWING,i,[{language:d,label:c,kind:p}])}}},Hr=(t,e)=>t===e?!0:t==null||e==null||typeof t!=typeof e?!1:typeof t=="number"&&Number.isNaN(t)&&Number.isNaN(e)?!0:typeof t!="object"?!1:Array.isArray(t)?Rh(t,e):Object.entries(t).every(([i,n])=>i in e&&Hr(n,e[i])),Rh=(t,e)=>{let i=Array.isArray(t),n=Array.isArray(e);return i!==n?!1:i||n?t.length!==e.length?!1:t.every((r,a)=>Hr(r,e[a])):!0};var Dh=Object.values(ve),$r,Ch=Yd().then(t=>($r=t,$r)),Jd=async(...t)=>{await Promise.all(t.filter(e=>e).map(async e=>{if(!("localName"in e&&e instanceof l.HTMLElement))return;let i=e.localName;if(!i.includes("-"))return;let n=l.customElements.get(i);n&&e instanceof n||(await l.customElements.whenDefined(i),l.customElements.upgrade(e))}))},xh=new l.DOMParser,Oh=t=>t&&(xh.parseFromString(t,"text/html").body.textContent||t),fi={mediaError:{get(t,e){let{media:i}=t;if(e?.type!=="playing")return i?.error},mediaEvents:["emptied","error","playing"]},mediaErrorCode:{get(t,e){var i;let{media:n}=t;if(e?.type!=="playing")return(i=n?.error)==null?void 0:i.code},mediaEvents:["emptied","error","playing"]},mediaErrorMessage:{get(t,e){var i,n;let{media:r}=t;if(e?.type!=="playing")return(n=(i=r?.error)==null?void 0:i.message)!=null?n:""},mediaEvents:["emptied","error","playing"]},mediaWidth:{get(t){var e;let{media:i}=t;return(e=i?.videoWidth)!=null?e:0},mediaEvents:["resize"]},mediaHeight:{get(t){var e;let{media:i}=t;return(e=i?.videoHeight)!=null?e:0},mediaEvents:["resize"]},mediaPaused:{get(t){var e;let{media:i}=t;return(e=i?.paused)!=null?e:!0},set(t,e){var i;let{media:n}=e;n&&(t?n.pause():(i=n.play())==null||i.catch(()=>{}))},mediaEvents:["play","playing","pause","emptied"]},mediaHasPlayed:{get(t,e){let{media:i}=t;return i?e?e.type==="playing":!i.paused:!1},mediaEvents:["playing","emptied"]},mediaEnded:{get(t){var e;let{media:i}=t;return(e=i?.ended)!=null?e:!1},mediaEvents:["seeked","ended","emptied"]},mediaPlaybackRate:{get(t){var e;let{media:i}=t;return(e=i?.playbackRate)!=null?e:1},set(t,e){let{media:i}=e;i&&Number.isFinite(+t)&&(i.playbackRate=+t)},mediaEvents:["ratechange","loadstart"]},mediaMuted:{get(t){var e;let{media:i}=t;return(e=i?.muted)!=null?e:!1},set(t,e){let{media:i,options:{noMutedPref:n}={}}=e;if(i){i.muted=t;try{let r=l.localStorage.getItem("media-chrome-pref-muted")!==null,a=i.hasAttribute("muted");if(n){r&&l.localStorage.removeItem("media-chrome-pref-muted");return}if(a&&!r)return;l.localStorage.setItem("media-chrome-pref-muted",t?"true":"false")}catch(r){console.debug("Error setting muted pref",r)}}},mediaEvents:["volumechange"],stateOwnersUpdateHandlers:[(t,e)=>{let{options:{noMutedPref:i}}=e,{media:n}=e;if(!(!n||n.muted||i))try{let r=l.localStorage.getItem("media-chrome-pref-muted")==="true";fi.mediaMuted.set(r,e),t(r)}catch(r){console.debug("Error getting muted pref",r)}}]},mediaLoop:{get(t){let{media:e}=t;return e?.loop},set(t,e){let{media:i}=e;i&&(i.loop=t)},mediaEvents:["medialooprequest"]},mediaVolume:{get(t){var e;let{media:i}=t;return(e=i?.volume)!=null?e:1},set(t,e){let{media:i,options:{noVolumePref:n}={}}=e;if(i){try{t==null?l.localStorage.removeItem("media-chrome-pref-volume"):!i.hasAttribute("muted")&&!n&&l.localStorage.setItem("media-chrome-pref-volume",t.toString())}catch(r){console.debug("Error setting volume pref",r)}Number.isFinite(+t)&&(i.volume=+t)}},mediaEvents:["volumechange"],stateOwnersUpdateHandlers:[(t,e)=>{let{options:{noVolumePref:i}}=e;if(!i)try{let{media:n}=e;if(!n)return;let r=l.localStorage.getItem("media-chrome-pref-volume");if(r==null)return;fi.mediaVolume.set(+r,e),t(+r)}catch(n){console.debug("Error getting volume pref",n)}}]},mediaVolumeLevel:{get(t){let{media:e}=t;return typeof e?.volume>"u"?"high":e.muted||e.volume===0?"off":e.volume<.5?"low":e.volume<.75?"medium":"high"},mediaEvents:["volumechange"]},mediaCurrentTime:{get(t){var e;let{media:i}=t;return(e=i?.currentTime)!=null?e:0},set(t,e){let{media:i}=e;!i||!vi(t)||(i.currentTime=t)},mediaEvents:["timeupdate","loadedmetadata","seeking"]},mediaDuration:{get(t){let{media:e,options:{defaultDuration:i}={}}=t;return i&&(!e||!e.duration||Number.isNaN(e.duration)||!Number.isFinite(e.duration))?i:Number.isFinite(e?.duration)?e.duration:Number.NaN},mediaEvents:["durationchange","loadedmetadata","emptied"]},mediaLoading:{get(t){let{media:e}=t;return e?.readyState<3},mediaEvents:["waiting","playing","emptied"]},mediaSeekable:{get(t){var e;let{media:i}=t;if(!((e=i?.seekable)!=null&&e.length))return;let n=i.seekable.start(0),r=i.seekable.end(i.seekable.length-1);if(!(!n&&!r))return[Number(n.toFixed(3)),Number(r.toFixed(3))]},mediaEvents:["loadedmetadata","emptied","progress","seekablechange"]},mediaBuffered:{get(t){var e;let{media:i}=t,n=(e=i?.buffered)!=null?e:[];return Array.from(n).map((r,a)=>[Number(n.start(a).toFixed(3)),Number(n.end(a).toFixed(3))])},mediaEvents:["progress","emptied"]},mediaStreamType:{get(t){let{media:e,options:{defaultStreamType:i}={}}=t,n=[ve.LIVE,ve.ON_DEMAND].includes(i)?i:void 0;if(!e)return n;let{streamType:r}=e;if(Dh.includes(r))return r===ve.UNKNOWN?n:r;let a=e.duration;return a===1/0?ve.LIVE:Number.isFinite(a)?ve.ON_DEMAND:n},mediaEvents:["emptied","durationchange","loadedmetadata","streamtypechange"]},mediaTargetLiveWindow:{get(t){let{media:e}=t;if(!e)return Number.NaN;let{targetLiveWindow:i}=e,n=fi.mediaStreamType.get(t);return(i==null||Number.isNaN(i))&&n===ve.LIVE?0:i},mediaEvents:["emptied","durationchange","loadedmetadata","streamtypechange","targetlivewindowchange"]},mediaTimeIsLive:{get(t){let{media:e,options:{liveEdgeOffset:i=10}={}}=t;if(!e)return!1;if(typeof e.liveEdgeStart=="number")return Number.isNaN(e.liveEdgeStart)?!1:e.currentTime>=e.liveEdgeStart;if(!(fi.mediaStreamType.get(t)===ve.LIVE))return!1;let r=e.seekable;if(!r)return!0;if(!r.length)return!1;let a=r.end(r.length-1)-i;return e.currentTime>=a},mediaEvents:["playing","timeupdate","progress","waiting","emptied"]},mediaSubtitlesList:{get(t){return Ei(t).map(({kind:e,label:i,language:n})=>({kind:e,label:i,language:n}))},mediaEvents:["loadstart"],textTracksEvents:["addtrack","removetrack"]},mediaSubtitlesShowing:{get(t){return Ks(t).map(({kind:e,label:i,language:n})=>({kind:e,label:i,language:n}))},mediaEvents:["loadstart"],textTracksEvents:["addtrack","removetrack","change"],stateOwnersUpdateHandlers:[(t,e)=>{var i,n;let{media:r,options:a}=e;if(!r)return;let o=d=>{var c;!a.defaultSubtitles||d&&![he.CAPTIONS,he.SUBTITLES].includes((c=d?.track)==null?void 0:c.kind)||Nr(e,!0)};return r.addEventListener("loadstart",o),(i=r.textTracks)==null||i.addEventListener("addtrack",o),(n=r.textTracks)==null||n.addEventListener("removetrack",o),()=>{var d,c;r.removeEventListener("loadstart",o),(d=r.textTracks)==null||d.removeEventListener("addtrack",o),(c=r.textTracks)==null||c.removeEventListener("removetrack",o)}}]},mediaChaptersCues:{get(t){var e;let{media:i}=t;if(!i)return[];let[n]=Wt(i,{kind:he.CHAPTERS});return Array.from((e=n?.cues)!=null?e:[]).map(({text:r,startTime:a,endTime:o})=>({text:Oh(r),startTime:a,endTime:o}))},mediaEvents:["loadstart","loadedmetadata"],textTracksEvents:["addtrack","removetrack","change"],stateOwnersUpdateHandlers:[(t,e)=>{var i;let{media:n}=e;if(!n)return;let r=n.querySelector('track[kind="chapters"][default][src]'),a=(i=n.shadowRoot)==null?void 0:i.querySelector(':is(video,audio) > track[kind="chapters"][default][src]');return r?.addEventListener("load",t),a?.addEventListener("load",t),()=>{r?.removeEventListener("load",t),a?.removeEventListener("load",t)}}]},mediaIsPip:{get(t){var e,i;let{media:n,documentElement:r}=t;if(!n||!r||!r.pictureInPictureElement)return!1;if(r.pictureInPictureElement===n)return!0;if(r.pictureInPictureElement instanceof HTMLMediaElement)return(e=n.localName)!=null&&e.includes("-")?de(n,r.pictureInPictureElement):!1;if(r.pictureInPictureElement.localName.includes("-")){let a=r.pictureInPictureElement.shadowRoot;for(;a?.pictureInPictureElement;){if(a.pictureInPictureElement===n)return!0;a=(i=a.pictureInPictureElement)==null?void 0:i.shadowRoot}}return!1},set(t,e){let{media:i}=e;if(i)if(t){if(!V.pictureInPictureEnabled){console.warn("MediaChrome: Picture-in-picture is not enabled");return}if(!i.requestPictureInPicture){console.warn("MediaChrome: The current media does not support picture-in-picture");return}let n=()=>{console.warn("MediaChrome: The media is not ready for picture-in-picture. It must have a readyState > 0.")};i.requestPictureInPicture().catch(r=>{if(r.code===11){if(!i.src){console.warn("MediaChrome: The media is not ready for picture-in-picture. It must have a src set.");return}if(i.readyState===0&&i.preload==="none"){let a=()=>{i.removeEventListener("loadedmetadata",o),i.preload="none"},o=()=>{i.requestPictureInPicture().catch(n),a()};i.addEventListener("loadedmetadata",o),i.preload="metadata",setTimeout(()=>{i.readyState===0&&n(),a()},1e3)}else throw r}else throw r})}else V.pictureInPictureElement&&V.exitPictureInPicture()},mediaEvents:["enterpictureinpicture","leavepictureinpicture"]},mediaRenditionList:{get(t){var e;let{media:i}=t;return[...(e=i?.videoRenditions)!=null?e:[]].map(n=>({...n}))},mediaEvents:["emptied","loadstart"],videoRenditionsEvents:["addrendition","removerendition"]},mediaRenditionSelected:{get(t){var e,i,n;let{media:r}=t;return(n=(i=r?.videoRenditions)==null?void 0:i[(e=r.videoRenditions)==null?void 0:e.selectedIndex])==null?void 0:n.id},set(t,e){let{media:i}=e;if(!i?.videoRenditions){console.warn("MediaController: Rendition selection not supported by this media.");return}let n=t,r=Array.prototype.findIndex.call(i.videoRenditions,a=>a.id==n);i.videoRenditions.selectedIndex!=r&&(i.videoRenditions.selectedIndex=r)},mediaEvents:["emptied"],videoRenditionsEvents:["addrendition","removerendition","change"]},mediaAudioTrackList:{get(t){var e;let{media:i}=t;return[...(e=i?.audioTracks)!=null?e:[]]},mediaEvents:["emptied","loadstart"],audioTracksEvents:["addtrack","removetrack"]},mediaAudioTrackEnabled:{get(t){var e,i;let{media:n}=t;return(i=[...(e=n?.audioTracks)!=null?e:[]].find(r=>r.enabled))==null?void 0:i.id},set(t,e){let{media:i}=e;if(!i?.audioTracks){console.warn("MediaChrome: Audio track selection not supported by this media.");return}let n=t;for(let r of i.audioTracks)r.enabled=n==r.id},mediaEvents:["emptied"],audioTracksEvents:["addtrack","removetrack","change"]},mediaIsFullscreen:{get(t){return Gd(t)},set(t,e,i){var n,r;t?(Vd(e),i.detail&&!((n=e.media)!=null&&n.inert)&&((r=e.media)==null||r.focus())):Kd(e)},rootEvents:["fullscreenchange","webkitfullscreenchange"],mediaEvents:["webkitbeginfullscreen","webkitendfullscreen","webkitpresentationmodechanged"]},mediaIsCasting:{get(t){var e;let{media:i}=t;return!i?.remote||((e=i.remote)==null?void 0:e.state)==="disconnected"?!1:i.remote.state==="connected"},set(t,e){var i,n;let{media:r}=e;if(r&&!(t&&((i=r.remote)==null?void 0:i.state)!=="disconnected")&&!(!t&&((n=r.remote)==null?void 0:n.state)!=="connected")){if(typeof r.remote.prompt!="function"){console.warn("MediaChrome: Casting is not supported in this environment");return}r.remote.prompt().catch(()=>{})}},remoteEvents:["connect","connecting","disconnect"]},mediaIsAirplaying:{get(){return!1},set(t,e){let{media:i}=e;if(i){if(!(i.webkitShowPlaybackTargetPicker&&l.WebKitPlaybackTargetAvailabilityEvent)){console.error("MediaChrome: received a request to select AirPlay but AirPlay is not supported in this environment");return}i.webkitShowPlaybackTargetPicker()}},mediaEvents:["webkitcurrentplaybacktargetiswirelesschanged"]},mediaFullscreenUnavailable:{get(t){let{media:e}=t;if(!Qd||!Vs(e))return me.UNSUPPORTED}},mediaPipUnavailable:{get(t){let{media:e}=t;if(!zd||!Fs(e))return me.UNSUPPORTED;if(e?.disablePictureInPicture)return me.UNAVAILABLE}},mediaVolumeUnavailable:{get(t){let{media:e}=t;if($r===!1||e?.volume==null)return me.UNSUPPORTED},stateOwnersUpdateHandlers:[t=>{$r==null&&Ch.then(e=>t(e?void 0:me.UNSUPPORTED))}]},mediaCastUnavailable:{get(t,{availability:e="not-available"}={}){var i;let{media:n}=t;if(!Xd||!((i=n?.remote)!=null&&i.state))return me.UNSUPPORTED;if(!(e==null||e==="available"))return me.UNAVAILABLE},stateOwnersUpdateHandlers:[(t,e)=>{var i;let{media:n}=e;return n?(n.disableRemotePlayback||n.hasAttribute("disableremoteplayback")||(i=n?.remote)==null||i.watchAvailability(a=>{t({availability:a?"available":"not-available"})}).catch(a=>{a.name==="NotSupportedError"?t({availability:null}):t({availability:"not-available"})}),()=>{var a;(a=n?.remote)==null||a.cancelWatchAvailability().catch(()=>{})}):void 0}]},mediaAirplayUnavailable:{get(t,e){if(!Zd)return me.UNSUPPORTED;if(e?.availability==="not-available")return me.UNAVAILABLE},mediaEvents:["webkitplaybacktargetavailabilitychanged"],stateOwnersUpdateHandlers:[(t,e)=>{var i;let{media:n}=e;return n?(n.disableRemotePlayback||n.hasAttribute("disableremoteplayback")||(i=n?.remote)==null||i.watchAvailability(a=>{t({availability:a?"available":"not-available"})}).catch(a=>{a.name==="NotSupportedError"?t({availability:null}):t({availability:"not-available"})}),()=>{var a;(a=n?.remote)==null||a.cancelWatchAvailability().catch(()=>{})}):void 0}]},mediaRenditionUnavailable:{get(t){var e;let{media:i}=t;if(!i?.videoRenditions)return me.UNSUPPORTED;if(!((e=i.videoRenditions)!=null&&e.length))return me.UNAVAILABLE},mediaEvents:["emptied","loadstart"],videoRenditionsEvents:["addrendition","removerendition"]},mediaAudioTrackUnavailable:{get(t){var e,i;let{media:n}=t;if(!n?.audioTracks)return me.UNSUPPORTED;if(((i=(e=n.audioTracks)==null?void 0:e.length)!=null?i:0)<=1)return me.UNAVAILABLE},mediaEvents:["emptied","loadstart"],audioTracksEvents:["addtrack","removetrack"]},mediaLang:{get(t){let{options:{mediaLang:e}={}}=t;return e??"en"}}};var jd={[h.MEDIA_PREVIEW_REQUEST](t,e,{detail:i}){var n,r,a;let{media:o}=e,d=i??void 0,c,p;if(o&&d!=null){let[v]=Wt(o,{kind:he.METADATA,label:"thumbnails"}),I=Array.prototype.find.call((n=v?.cues)!=null?n:[],(b,R,L)=>R===0?b.endTime>d:R===L.length-1?b.startTime<=d:b.startTime<=d&&b.endTime>d);if(I){let b=/'^(?:[a-z]+:)?\/\//i.test(I.text)||(r=o?.querySelector('track[label="thumbnails"]'))==null?void 0:r.src,R=new URL(I.text,b);p=new URLSearchParams(R.hash).get("#xywh").split(",").map(le=>+le),c=R.href}}let g=t.mediaDuration.get(e),_=(a=t.mediaChaptersCues.get(e).find((v,I,b)=>I===b.length-1&&g===v.endTime?v.startTime<=d&&v.endTime>=d:v.startTime<=d&&v.endTime>d))==null?void 0:a.text;return i!=null&&_==null&&(_=""),{mediaPreviewTime:d,mediaPreviewImage:c,mediaPreviewCoords:p,mediaPreviewChapter:_}},[h.MEDIA_PAUSE_REQUEST](t,e){t["mediaPaused"].set(!0,e)},[h.MEDIA_PLAY_REQUEST](t,e){var i,n,r,a;let o="mediaPaused",c=t.mediaStreamType.get(e)===ve.LIVE,p=!((i=e.options)!=null&&i.noAutoSeekToLive),g=t.mediaTargetLiveWindow.get(e)>0;if(c&&p&&!g){let y=(n=t.mediaSeekable.get(e))==null?void 0:n[1];if(y){let _=(a=(r=e.options)==null?void 0:r.seekToLiveOffset)!=null?a:0,v=y-_;t.mediaCurrentTime.set(v,e)}}t[o].set(!1,e)},[h.MEDIA_PLAYBACK_RATE_REQUEST](t,e,{detail:i}){let n="mediaPlaybackRate",r=i;t[n].set(r,e)},[h.MEDIA_MUTE_REQUEST](t,e){t["mediaMuted"].set(!0,e)},[h.MEDIA_UNMUTE_REQUEST](t,e){let i="mediaMuted";t.mediaVolume.get(e)||t.mediaVolume.set(.25,e),t[i].set(!1,e)},[h.MEDIA_LOOP_REQUEST](t,e,{detail:i}){let n="mediaLoop",r=!!i;return t[n].set(r,e),{mediaLoop:r}},[h.MEDIA_VOLUME_REQUEST](t,e,{detail:i}){let n="mediaVolume",r=i;r&&t.mediaMuted.get(e)&&t.mediaMuted.set(!1,e),t[n].set(r,e)},[h.MEDIA_SEEK_REQUEST](t,e,{detail:i}){let n="mediaCurrentTime",r=i;t[n].set(r,e)},[h.MEDIA_SEEK_TO_LIVE_REQUEST](t,e){var i,n,r;let a="mediaCurrentTime",o=(i=t.mediaSeekable.get(e))==null?void 0:i[1];if(Number.isNaN(Number(o)))return;let d=(r=(n=e.options)==null?void 0:n.seekToLiveOffset)!=null?r:0,c=o-d;t[a].set(c,e)},[h.MEDIA_SHOW_SUBTITLES_REQUEST](t,e,{detail:i}){var n;let{options:r}=e,a=Ei(e),o=Ws(i),d=(n=o[0])==null?void 0:n.language;d&&!r.noSubtitlesLangPref&&l.localStorage.setItem("media-chrome-pref-subtitles-lang",d),$t(lt.SHOWING,a,o)},[h.MEDIA_DISABLE_SUBTITLES_REQUEST](t,e,{detail:i}){let n=Ei(e),r=i??[];$t(lt.DISABLED,n,r)},[h.MEDIA_TOGGLE_SUBTITLES_REQUEST](t,e,{detail:i}){Nr(e,i)},[h.MEDIA_RENDITION_REQUEST](t,e,{detail:i}){let n="mediaRenditionSelected",r=i;t[n].set(r,e)},[h.MEDIA_AUDIO_TRACK_REQUEST](t,e,{detail:i}){let n="mediaAudioTrackEnabled",r=i;t[n].set(r,e)},[h.MEDIA_ENTER_PIP_REQUEST](t,e){let i="mediaIsPip";t.mediaIsFullscreen.get(e)&&t.mediaIsFullscreen.set(!1,e),t[i].set(!0,e)},[h.MEDIA_EXIT_PIP_REQUEST](t,e){t["mediaIsPip"].set(!1,e)},[h.MEDIA_ENTER_FULLSCREEN_REQUEST](t,e,i){let n="mediaIsFullscreen";t.mediaIsPip.get(e)&&t.mediaIsPip.set(!1,e),t[n].set(!0,e,i)},[h.MEDIA_EXIT_FULLSCREEN_REQUEST](t,e){t["mediaIsFullscreen"].set(!1,e)},[h.MEDIA_ENTER_CAST_REQUEST](t,e){let i="mediaIsCasting";t.mediaIsFullscreen.get(e)&&t.mediaIsFullscreen.set(!1,e),t[i].set(!0,e)},[h.MEDIA_EXIT_CAST_REQUEST](t,e){t["mediaIsCasting"].set(!1,e)},[h.MEDIA_AIRPLAY_REQUEST](t,e){t["mediaIsAirplaying"].set(!0,e)}};var ec=({media:t,fullscreenElement:e,documentElement:i,stateMediator:n=fi,requestMap:r=jd,options:a={},monitorStateOwnersOnlyWithSubscriptions:o=!0})=>{let d=[],c={options:{...a}},p=Object.freeze({mediaPreviewTime:void 0,mediaPreviewImage:void 0,mediaPreviewCoords:void 0,mediaPreviewChapter:void 0}),g=b=>{b!=null&&(Hr(b,p)||(p=Object.freeze({...p,...b}),d.forEach(R=>R(p))))},y=()=>{let b=Object.entries(n).reduce((R,[L,{get:le}])=>(R[L]=le(c),R),{});g(b)},_={},v,I=async(b,R)=>{var L,le,zi,Zi,ti,Xe,Je,Xi,Rt,Dl,Cl,xl,Ol,Ul,Pl,Nl;let Ku=!!v;if(v={...c,...v??{},...b},Ku)return;await Jd(...Object.values(b));let ii=d.length>0&&R===0&&o,Hl=c.media!==v.media,$l=((L=c.media)==null?void 0:L.textTracks)!==((le=v.media)==null?void 0:le.textTracks),Wl=((zi=c.media)==null?void 0:zi.videoRenditions)!==((Zi=v.media)==null?void 0:Zi.videoRenditions),Bl=((ti=c.media)==null?void 0:ti.audioTracks)!==((Xe=v.media)==null?void 0:Xe.audioTracks),Fl=((Je=c.media)==null?void 0:Je.remote)!==((Xi=v.media)==null?void 0:Xi.remote),Vl=c.documentElement!==v.documentElement,Kl=!!c.media&&(Hl||ii),Gl=!!((Rt=c.media)!=null&&Rt.textTracks)&&($l||ii),ql=!!((Dl=c.media)!=null&&Dl.videoRenditions)&&(Wl||ii),Yl=!!((Cl=c.media)!=null&&Cl.audioTracks)&&(Bl||ii),Ql=!!((xl=c.media)!=null&&xl.remote)&&(Fl||ii),zl=!!c.documentElement&&(Vl||ii),As=Kl||Gl||ql||Yl||Ql||zl,ni=d.length===0&&R===1&&o,Zl=!!v.media&&(Hl||ni),Xl=!!((Ol=v.media)!=null&&Ol.textTracks)&&($l||ni),Jl=!!((Ul=v.media)!=null&&Ul.videoRenditions)&&(Wl||ni),jl=!!((Pl=v.media)!=null&&Pl.audioTracks)&&(Bl||ni),ed=!!((Nl=v.media)!=null&&Nl.remote)&&(Fl||ni),td=!!v.documentElement&&(Vl||ni),id=Zl||Xl||Jl||jl||ed||td;if(!(As||id)){Object.entries(v).forEach(([N,Ji])=>{c[N]=Ji}),y(),v=void 0;return}Object.entries(n).forEach(([N,{get:Ji,mediaEvents:Gu=[],textTracksEvents:qu=[],videoRenditionsEvents:Yu=[],audioTracksEvents:Qu=[],remoteEvents:zu=[],rootEvents:Zu=[],stateOwnersUpdateHandlers:Xu=[]}])=>{_[N]||(_[N]={});let pe=G=>{let X=Ji(c,G);g({[N]:X})},ee;ee=_[N].mediaEvents,Gu.forEach(G=>{ee&&Kl&&(c.media.removeEventListener(G,ee),_[N].mediaEvents=void 0),Zl&&(v.media.addEventListener(G,pe),_[N].mediaEvents=pe)}),ee=_[N].textTracksEvents,qu.forEach(G=>{var X,Se;ee&&Gl&&((X=c.media.textTracks)==null||X.removeEventListener(G,ee),_[N].textTracksEvents=void 0),Xl&&((Se=v.media.textTracks)==null||Se.addEventListener(G,pe),_[N].textTracksEvents=pe)}),ee=_[N].videoRenditionsEvents,Yu.forEach(G=>{var X,Se;ee&&ql&&((X=c.media.videoRenditions)==null||X.removeEventListener(G,ee),_[N].videoRenditionsEvents=void 0),Jl&&((Se=v.media.videoRenditions)==null||Se.addEventListener(G,pe),_[N].videoRenditionsEvents=pe)}),ee=_[N].audioTracksEvents,Qu.forEach(G=>{var X,Se;ee&&Yl&&((X=c.media.audioTracks)==null||X.removeEventListener(G,ee),_[N].audioTracksEvents=void 0),jl&&((Se=v.media.audioTracks)==null||Se.addEventListener(G,pe),_[N].audioTracksEvents=pe)}),ee=_[N].remoteEvents,zu.forEach(G=>{var X,Se;ee&&Ql&&((X=c.media.remote)==null||X.removeEventListener(G,ee),_[N].remoteEvents=void 0),ed&&((Se=v.media.remote)==null||Se.addEventListener(G,pe),_[N].remoteEvents=pe)}),ee=_[N].rootEvents,Zu.forEach(G=>{ee&&zl&&(c.documentElement.removeEventListener(G,ee),_[N].rootEvents=void 0),td&&(v.documentElement.addEventListener(G,pe),_[N].rootEvents=pe)});let pr=_[N].stateOwnersUpdateHandlers;if(pr&&As&&(Array.isArray(pr)?pr:[pr]).forEach(X=>{typeof X=="function"&&X()}),id){let G=Xu.map(X=>X(pe,v)).filter(X=>typeof X=="function");_[N].stateOwnersUpdateHandlers=G.length===1?G[0]:G}else As&&(_[N].stateOwnersUpdateHandlers=void 0)}),Object.entries(v).forEach(([N,Ji])=>{c[N]=Ji}),y(),v=void 0};return I({media:t,fullscreenElement:e,documentElement:i,options:a}),{dispatch(b){let{type:R,detail:L}=b;if(r[R]&&p.mediaErrorCode==null){g(r[R](n,c,b));return}R==="mediaelementchangerequest"?I({media:L}):R==="fullscreenelementchangerequest"?I({fullscreenElement:L}):R==="documentelementchangerequest"?I({documentElement:L}):R==="optionschangerequest"&&(Object.entries(L??{}).forEach(([le,zi])=>{c.options[le]=zi}),y())},getState(){return p},subscribe(b){return I({},d.length+1),d.push(b),b(p),()=>{let R=d.indexOf(b);R>=0&&(I({},d.length-1),d.splice(R,1))}}}};var Zs=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},f=(t,e,i)=>(Zs(t,e,"read from private field"),i?i.call(t):e.get(t)),Ee=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Me=(t,e,i,n)=>(Zs(t,e,"write to private field"),n?n.call(t,i):e.set(t,i),i),pt=(t,e,i)=>(Zs(t,e,"access private method"),i),nt,pn,O,fe,vn,Ue,Wr,En,Br,Gs,Ft,Fr,qs,fn,Vr,Ys,oc,lc=["ArrowLeft","ArrowRight","ArrowUp","ArrowDown","Enter"," ","f","m","k","c","l","j",">","<","p"],tc=10,ic=.025,nc=.25,Uh=.25,Ph=2,u={DEFAULT_SUBTITLES:"defaultsubtitles",DEFAULT_STREAM_TYPE:"defaultstreamtype",DEFAULT_DURATION:"defaultduration",FULLSCREEN_ELEMENT:"fullscreenelement",HOTKEYS:"hotkeys",KEYBOARD_BACKWARD_SEEK_OFFSET:"keyboardbackwardseekoffset",KEYBOARD_FORWARD_SEEK_OFFSET:"keyboardforwardseekoffset",KEYBOARD_DOWN_VOLUME_STEP:"keyboarddownvolumestep",KEYBOARD_UP_VOLUME_STEP:"keyboardupvolumestep",KEYS_USED:"keysused",LANG:"lang",LOOP:"loop",LIVE_EDGE_OFFSET:"liveedgeoffset",NO_AUTO_SEEK_TO_LIVE:"noautoseektolive",NO_DEFAULT_STORE:"nodefaultstore",NO_HOTKEYS:"nohotkeys",NO_MUTED_PREF:"nomutedpref",NO_SUBTITLES_LANG_PREF:"nosubtitleslangpref",NO_VOLUME_PREF:"novolumepref",SEEK_TO_LIVE_OFFSET:"seektoliveoffset"},Qs=class extends xt{constructor(){super(),Ee(this,Br),Ee(this,Fr),Ee(this,fn),Ee(this,Ys),this.mediaStateReceivers=[],this.associatedElementSubscriptions=new Map,Ee(this,nt,new mt(this,u.HOTKEYS)),Ee(this,pn,void 0),Ee(this,O,void 0),Ee(this,fe,null),Ee(this,vn,void 0),Ee(this,Ue,void 0),Ee(this,Wr,i=>{var n;(n=f(this,O))==null||n.dispatch(i)}),Ee(this,En,void 0),Ee(this,Ft,i=>{let{key:n,shiftKey:r}=i;if(!(r&&(n==="/"||n==="?")||lc.includes(n))){this.removeEventListener("keyup",f(this,Ft));return}this.keyboardShortcutHandler(i)}),this.associateElement(this);let e={};Me(this,vn,i=>{Object.entries(i).forEach(([n,r])=>{if(n in e&&e[n]===r)return;this.propagateMediaState(n,r);let a=n.toLowerCase(),o=new l.CustomEvent(pd[a],{composed:!0,detail:r});this.dispatchEvent(o)}),e=i})}static get observedAttributes(){return super.observedAttributes.concat(u.NO_HOTKEYS,u.HOTKEYS,u.DEFAULT_STREAM_TYPE,u.DEFAULT_SUBTITLES,u.DEFAULT_DURATION,u.NO_MUTED_PREF,u.NO_VOLUME_PREF,u.LANG,u.LOOP,u.LIVE_EDGE_OFFSET,u.SEEK_TO_LIVE_OFFSET,u.NO_AUTO_SEEK_TO_LIVE)}get mediaStore(){return f(this,O)}set mediaStore(e){var i,n;if(f(this,O)&&((i=f(this,Ue))==null||i.call(this),Me(this,Ue,void 0)),Me(this,O,e),!f(this,O)&&!this.hasAttribute(u.NO_DEFAULT_STORE)){pt(this,Br,Gs).call(this);return}Me(this,Ue,(n=f(this,O))==null?void 0:n.subscribe(f(this,vn)))}get fullscreenElement(){var e;return(e=f(this,pn))!=null?e:this}set fullscreenElement(e){var i;this.hasAttribute(u.FULLSCREEN_ELEMENT)&&this.removeAttribute(u.FULLSCREEN_ELEMENT),Me(this,pn,e),(i=f(this,O))==null||i.dispatch({type:"fullscreenelementchangerequest",detail:this.fullscreenElement})}get defaultSubtitles(){return S(this,u.DEFAULT_SUBTITLES)}set defaultSubtitles(e){k(this,u.DEFAULT_SUBTITLES,e)}get defaultStreamType(){return x(this,u.DEFAULT_STREAM_TYPE)}set defaultStreamType(e){C(this,u.DEFAULT_STREAM_TYPE,e)}get defaultDuration(){return Y(this,u.DEFAULT_DURATION)}set defaultDuration(e){Q(this,u.DEFAULT_DURATION,e)}get noHotkeys(){return S(this,u.NO_HOTKEYS)}set noHotkeys(e){k(this,u.NO_HOTKEYS,e)}get keysUsed(){return x(this,u.KEYS_USED)}set keysUsed(e){C(this,u.KEYS_USED,e)}get liveEdgeOffset(){return Y(this,u.LIVE_EDGE_OFFSET)}set liveEdgeOffset(e){Q(this,u.LIVE_EDGE_OFFSET,e)}get noAutoSeekToLive(){return S(this,u.NO_AUTO_SEEK_TO_LIVE)}set noAutoSeekToLive(e){k(this,u.NO_AUTO_SEEK_TO_LIVE,e)}get noVolumePref(){return S(this,u.NO_VOLUME_PREF)}set noVolumePref(e){k(this,u.NO_VOLUME_PREF,e)}get noMutedPref(){return S(this,u.NO_MUTED_PREF)}set noMutedPref(e){k(this,u.NO_MUTED_PREF,e)}get noSubtitlesLangPref(){return S(this,u.NO_SUBTITLES_LANG_PREF)}set noSubtitlesLangPref(e){k(this,u.NO_SUBTITLES_LANG_PREF,e)}get noDefaultStore(){return S(this,u.NO_DEFAULT_STORE)}set noDefaultStore(e){k(this,u.NO_DEFAULT_STORE,e)}get resolvedLang(){return yd()}attributeChangedCallback(e,i,n){var r,a,o,d,c,p,g,y,_,v,I,b;if(super.attributeChangedCallback(e,i,n),e===u.NO_HOTKEYS)n!==i&&n===""?(this.hasAttribute(u.HOTKEYS)&&console.warn("Media Chrome: Both `hotkeys` and `nohotkeys` have been set. All hotkeys will be disabled."),this.disableHotkeys()):n!==i&&n===null&&this.enableHotkeys(),pt(this,fn,Vr).call(this);else if(e===u.HOTKEYS)f(this,nt).value=n,pt(this,fn,Vr).call(this);else if(e===u.DEFAULT_SUBTITLES&&n!==i)(r=f(this,O))==null||r.dispatch({type:"optionschangerequest",detail:{defaultSubtitles:this.hasAttribute(u.DEFAULT_SUBTITLES)}});else if(e===u.DEFAULT_STREAM_TYPE)(o=f(this,O))==null||o.dispatch({type:"optionschangerequest",detail:{defaultStreamType:(a=this.getAttribute(u.DEFAULT_STREAM_TYPE))!=null?a:void 0}});else if(e===u.LIVE_EDGE_OFFSET&&n!==i)(d=f(this,O))==null||d.dispatch({type:"optionschangerequest",detail:{liveEdgeOffset:this.hasAttribute(u.LIVE_EDGE_OFFSET)?+this.getAttribute(u.LIVE_EDGE_OFFSET):void 0,seekToLiveOffset:this.hasAttribute(u.SEEK_TO_LIVE_OFFSET)?+this.getAttribute(u.SEEK_TO_LIVE_OFFSET):this.hasAttribute(u.LIVE_EDGE_OFFSET)?+this.getAttribute(u.LIVE_EDGE_OFFSET):void 0}});else if(e===u.SEEK_TO_LIVE_OFFSET&&n!==i)(c=f(this,O))==null||c.dispatch({type:"optionschangerequest",detail:{seekToLiveOffset:this.hasAttribute(u.SEEK_TO_LIVE_OFFSET)?+this.getAttribute(u.SEEK_TO_LIVE_OFFSET):this.hasAttribute(u.LIVE_EDGE_OFFSET)?+this.getAttribute(u.LIVE_EDGE_OFFSET):void 0}});else if(e===u.NO_AUTO_SEEK_TO_LIVE)(p=f(this,O))==null||p.dispatch({type:"optionschangerequest",detail:{noAutoSeekToLive:this.hasAttribute(u.NO_AUTO_SEEK_TO_LIVE)}});else if(e===u.FULLSCREEN_ELEMENT){let R=n?(g=this.getRootNode())==null?void 0:g.getElementById(n):void 0;Me(this,pn,R),(y=f(this,O))==null||y.dispatch({type:"fullscreenelementchangerequest",detail:this.fullscreenElement})}else e===u.LANG&&n!==i?(Td(n),(_=f(this,O))==null||_.dispatch({type:"optionschangerequest",detail:{mediaLang:n}})):e===u.LOOP&&n!==i?(v=f(this,O))==null||v.dispatch({type:h.MEDIA_LOOP_REQUEST,detail:n!=null}):e===u.NO_VOLUME_PREF&&n!==i?(I=f(this,O))==null||I.dispatch({type:"optionschangerequest",detail:{noVolumePref:this.hasAttribute(u.NO_VOLUME_PREF)}}):e===u.NO_MUTED_PREF&&n!==i&&((b=f(this,O))==null||b.dispatch({type:"optionschangerequest",detail:{noMutedPref:this.hasAttribute(u.NO_MUTED_PREF)}}))}connectedCallback(){var e,i,n;this.associateElement(this),!f(this,O)&&!this.hasAttribute(u.NO_DEFAULT_STORE)&&pt(this,Br,Gs).call(this),(e=f(this,O))==null||e.dispatch({type:"documentelementchangerequest",detail:V}),(i=f(this,O))==null||i.dispatch({type:"fullscreenelementchangerequest",detail:this.fullscreenElement}),super.connectedCallback(),f(this,O)&&!f(this,Ue)&&Me(this,Ue,(n=f(this,O))==null?void 0:n.subscribe(f(this,vn))),f(this,En)!==void 0&&f(this,O)&&this.media&&setTimeout(()=>{var r,a,o;(a=(r=this.media)==null?void 0:r.textTracks)!=null&&a.length&&((o=f(this,O))==null||o.dispatch({type:h.MEDIA_TOGGLE_SUBTITLES_REQUEST,detail:f(this,En)}))},0),this.hasAttribute(u.NO_HOTKEYS)?this.disableHotkeys():this.enableHotkeys()}disconnectedCallback(){var e,i,n,r,a,o;if((e=super.disconnectedCallback)==null||e.call(this),this.disableHotkeys(),f(this,O)){let d=f(this,O).getState();Me(this,En,!!((i=d.mediaSubtitlesShowing)!=null&&i.length)),(n=f(this,O))==null||n.dispatch({type:"fullscreenelementchangerequest",detail:void 0}),(r=f(this,O))==null||r.dispatch({type:"documentelementchangerequest",detail:void 0}),(a=f(this,O))==null||a.dispatch({type:h.MEDIA_TOGGLE_SUBTITLES_REQUEST,detail:!1})}f(this,Ue)&&((o=f(this,Ue))==null||o.call(this),Me(this,Ue,void 0)),this.unassociateElement(this),f(this,fe)&&(f(this,fe).remove(),Me(this,fe,null))}mediaSetCallback(e){var i;super.mediaSetCallback(e),(i=f(this,O))==null||i.dispatch({type:"mediaelementchangerequest",detail:e}),e.hasAttribute("tabindex")||(e.tabIndex=-1)}mediaUnsetCallback(e){var i;super.mediaUnsetCallback(e),(i=f(this,O))==null||i.dispatch({type:"mediaelementchangerequest",detail:void 0})}propagateMediaState(e,i){sc(this.mediaStateReceivers,e,i)}associateElement(e){if(!e)return;let{associatedElementSubscriptions:i}=this;if(i.has(e))return;let n=this.registerMediaStateReceiver.bind(this),r=this.unregisterMediaStateReceiver.bind(this),a=Fh(e,n,r);Object.values(h).forEach(o=>{e.addEventListener(o,f(this,Wr))}),i.set(e,a)}unassociateElement(e){if(!e)return;let{associatedElementSubscriptions:i}=this;if(!i.has(e))return;i.get(e)(),i.delete(e),Object.values(h).forEach(r=>{e.removeEventListener(r,f(this,Wr))})}registerMediaStateReceiver(e){if(!e)return;let i=this.mediaStateReceivers;i.indexOf(e)>-1||(i.push(e),f(this,O)&&Object.entries(f(this,O).getState()).forEach(([r,a])=>{sc([e],r,a)}))}unregisterMediaStateReceiver(e){let i=this.mediaStateReceivers,n=i.indexOf(e);n<0||i.splice(n,1)}enableHotkeys(){this.addEventListener("keydown",pt(this,Fr,qs))}disableHotkeys(){this.removeEventListener("keydown",pt(this,Fr,qs)),this.removeEventListener("keyup",f(this,Ft))}get hotkeys(){return f(this,nt)}set hotkeys(e){C(this,u.HOTKEYS,e)}keyboardShortcutHandler(e){var i,n,r,a,o,d,c,p,g;let y=e.target;if(((r=(n=(i=y.getAttribute(u.KEYS_USED))==null?void 0:i.split(" "))!=null?n:y?.keysUsed)!=null?r:[]).map(L=>L==="Space"?" ":L).filter(Boolean).includes(e.key))return;let v,I,b;if(!(f(this,nt).contains(Dr(e.key))||e.shiftKey&&(e.key==="/"||e.key==="?")&&f(this,nt).contains("noshift+/")))switch(e.key){case" ":case"k":v=f(this,O).getState().mediaPaused?h.MEDIA_PLAY_REQUEST:h.MEDIA_PAUSE_REQUEST,this.dispatchEvent(new l.CustomEvent(v,{composed:!0,bubbles:!0}));break;case"m":v=this.mediaStore.getState().mediaVolumeLevel==="off"?h.MEDIA_UNMUTE_REQUEST:h.MEDIA_MUTE_REQUEST,this.dispatchEvent(new l.CustomEvent(v,{composed:!0,bubbles:!0}));break;case"f":v=this.mediaStore.getState().mediaIsFullscreen?h.MEDIA_EXIT_FULLSCREEN_REQUEST:h.MEDIA_ENTER_FULLSCREEN_REQUEST,this.dispatchEvent(new l.CustomEvent(v,{composed:!0,bubbles:!0}));break;case"c":this.dispatchEvent(new l.CustomEvent(h.MEDIA_TOGGLE_SUBTITLES_REQUEST,{composed:!0,bubbles:!0}));break;case"ArrowLeft":case"j":{let L=this.hasAttribute(u.KEYBOARD_BACKWARD_SEEK_OFFSET)?+this.getAttribute(u.KEYBOARD_BACKWARD_SEEK_OFFSET):tc;I=Math.max(((a=this.mediaStore.getState().mediaCurrentTime)!=null?a:0)-L,0),b=new l.CustomEvent(h.MEDIA_SEEK_REQUEST,{composed:!0,bubbles:!0,detail:I}),this.dispatchEvent(b);break}case"ArrowRight":case"l":{let L=this.hasAttribute(u.KEYBOARD_FORWARD_SEEK_OFFSET)?+this.getAttribute(u.KEYBOARD_FORWARD_SEEK_OFFSET):tc;I=Math.max(((o=this.mediaStore.getState().mediaCurrentTime)!=null?o:0)+L,0),b=new l.CustomEvent(h.MEDIA_SEEK_REQUEST,{composed:!0,bubbles:!0,detail:I}),this.dispatchEvent(b);break}case"ArrowUp":{let L=this.hasAttribute(u.KEYBOARD_UP_VOLUME_STEP)?+this.getAttribute(u.KEYBOARD_UP_VOLUME_STEP):ic;I=Math.min(((d=this.mediaStore.getState().mediaVolume)!=null?d:1)+L,1),b=new l.CustomEvent(h.MEDIA_VOLUME_REQUEST,{composed:!0,bubbles:!0,detail:I}),this.dispatchEvent(b);break}case"ArrowDown":{let L=this.hasAttribute(u.KEYBOARD_DOWN_VOLUME_STEP)?+this.getAttribute(u.KEYBOARD_DOWN_VOLUME_STEP):ic;I=Math.max(((c=this.mediaStore.getState().mediaVolume)!=null?c:1)-L,0),b=new l.CustomEvent(h.MEDIA_VOLUME_REQUEST,{composed:!0,bubbles:!0,detail:I}),this.dispatchEvent(b);break}case"<":{let L=(p=this.mediaStore.getState().mediaPlaybackRate)!=null?p:1;I=Math.max(L-nc,Uh).toFixed(2),b=new l.CustomEvent(h.MEDIA_PLAYBACK_RATE_REQUEST,{composed:!0,bubbles:!0,detail:I}),this.dispatchEvent(b);break}case">":{let L=(g=this.mediaStore.getState().mediaPlaybackRate)!=null?g:1;I=Math.min(L+nc,Ph).toFixed(2),b=new l.CustomEvent(h.MEDIA_PLAYBACK_RATE_REQUEST,{composed:!0,bubbles:!0,detail:I}),this.dispatchEvent(b);break}case"/":case"?":{e.shiftKey&&pt(this,Ys,oc).call(this);break}case"p":{v=this.mediaStore.getState().mediaIsPip?h.MEDIA_EXIT_PIP_REQUEST:h.MEDIA_ENTER_PIP_REQUEST,b=new l.CustomEvent(v,{composed:!0,bubbles:!0}),this.dispatchEvent(b);break}default:break}}};nt=new WeakMap;pn=new WeakMap;O=new WeakMap;fe=new WeakMap;vn=new WeakMap;Ue=new WeakMap;Wr=new WeakMap;En=new WeakMap;Br=new WeakSet;Gs=function(){var t;this.mediaStore=ec({media:this.media,fullscreenElement:this.fullscreenElement,options:{defaultSubtitles:this.hasAttribute(u.DEFAULT_SUBTITLES),defaultDuration:this.hasAttribute(u.DEFAULT_DURATION)?+this.getAttribute(u.DEFAULT_DURATION):void 0,defaultStreamType:(t=this.getAttribute(u.DEFAULT_STREAM_TYPE))!=null?t:void 0,liveEdgeOffset:this.hasAttribute(u.LIVE_EDGE_OFFSET)?+this.getAttribute(u.LIVE_EDGE_OFFSET):void 0,seekToLiveOffset:this.hasAttribute(u.SEEK_TO_LIVE_OFFSET)?+this.getAttribute(u.SEEK_TO_LIVE_OFFSET):this.hasAttribute(u.LIVE_EDGE_OFFSET)?+this.getAttribute(u.LIVE_EDGE_OFFSET):void 0,noAutoSeekToLive:this.hasAttribute(u.NO_AUTO_SEEK_TO_LIVE),noVolumePref:this.hasAttribute(u.NO_VOLUME_PREF),noMutedPref:this.hasAttribute(u.NO_MUTED_PREF),noSubtitlesLangPref:this.hasAttribute(u.NO_SUBTITLES_LANG_PREF)}})};Ft=new WeakMap;Fr=new WeakSet;qs=function(t){var e;let{metaKey:i,altKey:n,key:r,shiftKey:a}=t,o=a&&(r==="/"||r==="?");if(o&&((e=f(this,fe))!=null&&e.open)){this.removeEventListener("keyup",f(this,Ft));return}if(i||n||!o&&!lc.includes(r)){this.removeEventListener("keyup",f(this,Ft));return}let d=t.target,c=d instanceof HTMLElement&&(d.tagName.toLowerCase()==="media-volume-range"||d.tagName.toLowerCase()==="media-time-range");[" ","ArrowLeft","ArrowRight","ArrowUp","ArrowDown"].includes(r)&&!f(this,nt).contains(Dr(r))&&!c&&t.preventDefault(),this.addEventListener("keyup",f(this,Ft),{once:!0})};fn=new WeakSet;Vr=function(){f(this,fe)&&(f(this,fe).hotkeys=f(this,nt).value||void 0,(this.noHotkeys||f(this,nt).contains("noshift+/"))&&(f(this,fe).open=!1))};Ys=new WeakSet;oc=function(){f(this,fe)||(Me(this,fe,V.createElement("media-keyboard-shortcuts-dialog")),pt(this,fn,Vr).call(this),this.appendChild(f(this,fe))),f(this,fe).open=!0};var Nh=Object.values(s),Hh=Object.values(Ss),dc=t=>{var e,i,n,r;let{observedAttributes:a}=t.constructor;!a&&((e=t.nodeName)!=null&&e.includes("-"))&&(l.customElements.upgrade(t),{observedAttributes:a}=t.constructor);let o=(r=(n=(i=t?.getAttribute)==null?void 0:i.call(t,M.MEDIA_CHROME_ATTRIBUTES))==null?void 0:n.split)==null?void 0:r.call(n,/\s+/);return Array.isArray(a||o)?(a||o).filter(d=>Nh.includes(d)):[]},$h=t=>{var e,i;return(e=t.nodeName)!=null&&e.includes("-")&&l.customElements.get((i=t.nodeName)==null?void 0:i.toLowerCase())&&!(t instanceof l.customElements.get(t.nodeName.toLowerCase()))&&l.customElements.upgrade(t),Hh.some(n=>n in t)},zs=t=>$h(t)||!!dc(t).length,rc=t=>{var e;return(e=t?.join)==null?void 0:e.call(t,":")},ac={[s.MEDIA_SUBTITLES_LIST]:Ht,[s.MEDIA_SUBTITLES_SHOWING]:Ht,[s.MEDIA_SEEKABLE]:rc,[s.MEDIA_BUFFERED]:t=>t?.map(rc).join(" "),[s.MEDIA_PREVIEW_COORDS]:t=>t?.join(" "),[s.MEDIA_RENDITION_LIST]:Ud,[s.MEDIA_AUDIO_TRACK_LIST]:Nd},Wh=async(t,e,i)=>{var n,r;if(t.isConnected||await Or(0),typeof i=="boolean"||i==null)return k(t,e,i);if(typeof i=="number")return Q(t,e,i);if(typeof i=="string")return C(t,e,i);if(Array.isArray(i)&&!i.length)return t.removeAttribute(e);let a=(r=(n=ac[e])==null?void 0:n.call(ac,i))!=null?r:i;return t.setAttribute(e,a)},Bh=t=>{var e;return!!((e=t.closest)!=null&&e.call(t,'*[slot="media"]'))},Bt=(t,e)=>{if(Bh(t))return;let i=(r,a)=>{var o,d;zs(r)&&a(r);let{children:c=[]}=r??{},p=(d=(o=r?.shadowRoot)==null?void 0:o.children)!=null?d:[];[...c,...p].forEach(y=>Bt(y,a))},n=t?.nodeName.toLowerCase();if(n.includes("-")&&!zs(t)){l.customElements.whenDefined(n).then(()=>{i(t,e)});return}i(t,e)},sc=(t,e,i)=>{t.forEach(n=>{if(e in n){n[e]=i;return}let r=dc(n),a=e.toLowerCase();r.includes(a)&&Wh(n,a,i)})},Fh=(t,e,i)=>{Bt(t,e);let n=g=>{var y;let _=(y=g?.composedPath()[0])!=null?y:g.target;e(_)},r=g=>{var y;let _=(y=g?.composedPath()[0])!=null?y:g.target;i(_)};t.addEventListener(h.REGISTER_MEDIA_STATE_RECEIVER,n),t.addEventListener(h.UNREGISTER_MEDIA_STATE_RECEIVER,r);let a=g=>{g.forEach(y=>{let{addedNodes:_=[],removedNodes:v=[],type:I,target:b,attributeName:R}=y;I==="childList"?(Array.prototype.forEach.call(_,L=>Bt(L,e)),Array.prototype.forEach.call(v,L=>Bt(L,i))):I==="attributes"&&R===M.MEDIA_CHROME_ATTRIBUTES&&(zs(b)?e(b):i(b))})},o=[],d=g=>{let y=g.target;y.name!=="media"&&(o.forEach(_=>Bt(_,i)),o=[...y.assignedElements({flatten:!0})],o.forEach(_=>Bt(_,e)))};t.addEventListener("slotchange",d);let c=new MutationObserver(a);return c.observe(t,{childList:!0,attributes:!0,subtree:!0}),()=>{Bt(t,i),t.removeEventListener("slotchange",d),c.disconnect(),t.removeEventListener(h.REGISTER_MEDIA_STATE_RECEIVER,n),t.removeEventListener(h.UNREGISTER_MEDIA_STATE_RECEIVER,r)}};l.customElements.get("media-controller")||l.customElements.define("media-controller",Qs);var cc=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},Kr=(t,e,i)=>(cc(t,e,"read from private field"),i?i.call(t):e.get(t)),Vh=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Gr=(t,e,i,n)=>(cc(t,e,"write to private field"),n?n.call(t,i):e.set(t,i),i),Pe;function Kh(t){return`
    <style>
      :host {
        
        box-sizing: border-box;
        display: var(--media-control-display, var(--media-control-bar-display, inline-flex));
        color: var(--media-text-color, var(--media-primary-color, rgb(238 238 238)));
        --media-loading-indicator-icon-height: 44px;
      }

      ::slotted(media-time-range),
      ::slotted(media-volume-range) {
        min-height: 100%;
      }

      ::slotted(media-time-range),
      ::slotted(media-clip-selector) {
        flex-grow: 1;
      }

      ::slotted([role="menu"]) {
        position: absolute;
      }
    </style>

    <slot></slot>
  `}var gn=class extends l.HTMLElement{constructor(){if(super(),Vh(this,Pe,void 0),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let e=q(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(e)}}static get observedAttributes(){return[M.MEDIA_CONTROLLER]}attributeChangedCallback(e,i,n){var r,a,o,d,c;e===M.MEDIA_CONTROLLER&&(i&&((a=(r=Kr(this,Pe))==null?void 0:r.unassociateElement)==null||a.call(r,this),Gr(this,Pe,null)),n&&this.isConnected&&(Gr(this,Pe,(o=this.getRootNode())==null?void 0:o.getElementById(n)),(c=(d=Kr(this,Pe))==null?void 0:d.associateElement)==null||c.call(d,this)))}connectedCallback(){var e,i,n;let r=this.getAttribute(M.MEDIA_CONTROLLER);r&&(Gr(this,Pe,(e=this.getRootNode())==null?void 0:e.getElementById(r)),(n=(i=Kr(this,Pe))==null?void 0:i.associateElement)==null||n.call(i,this))}disconnectedCallback(){var e,i;(i=(e=Kr(this,Pe))==null?void 0:e.unassociateElement)==null||i.call(e,this),Gr(this,Pe,null)}};Pe=new WeakMap;gn.shadowRootOptions={mode:"open"};gn.getTemplateHTML=Kh;l.customElements.get("media-control-bar")||l.customElements.define("media-control-bar",gn);var hc=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},bn=(t,e,i)=>(hc(t,e,"read from private field"),i?i.call(t):e.get(t)),uc=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},_n=(t,e,i,n)=>(hc(t,e,"write to private field"),n?n.call(t,i):e.set(t,i),i),Ne,Yr,qr={LOADING_DELAY:"loadingdelay",NO_AUTOHIDE:"noautohide"},mc=500,Gh=`
<svg aria-hidden="true" viewBox="0 0 100 100">
  <path d="M73,50c0-12.7-10.3-23-23-23S27,37.3,27,50 M30.9,50c0-10.5,8.5-19.1,19.1-19.1S69.1,39.5,69.1,50">
    <animateTransform
       attributeName="transform"
       attributeType="XML"
       type="rotate"
       dur="1s"
       from="0 50 50"
       to="360 50 50"
       repeatCount="indefinite" />
  </path>
</svg>
`;function qh(t){return`
    <style>
      :host {
        display: var(--media-control-display, var(--media-loading-indicator-display, inline-block));
        vertical-align: middle;
        box-sizing: border-box;
        --_loading-indicator-delay: var(--media-loading-indicator-transition-delay, ${mc}ms);
      }

      #status {
        color: rgba(0,0,0,0);
        width: 0px;
        height: 0px;
      }

      :host slot[name=icon] > *,
      :host ::slotted([slot=icon]) {
        opacity: var(--media-loading-indicator-opacity, 0);
        transition: opacity 0.15s;
      }

      :host([${s.MEDIA_LOADING}]:not([${s.MEDIA_PAUSED}])) slot[name=icon] > *,
      :host([${s.MEDIA_LOADING}]:not([${s.MEDIA_PAUSED}])) ::slotted([slot=icon]) {
        opacity: var(--media-loading-indicator-opacity, 1);
        transition: opacity 0.15s var(--_loading-indicator-delay);
      }

      :host #status {
        visibility: var(--media-loading-indicator-opacity, hidden);
        transition: visibility 0.15s;
      }

      :host([${s.MEDIA_LOADING}]:not([${s.MEDIA_PAUSED}])) #status {
        visibility: var(--media-loading-indicator-opacity, visible);
        transition: visibility 0.15s var(--_loading-indicator-delay);
      }

      svg, img, ::slotted(svg), ::slotted(img) {
        width: var(--media-loading-indicator-icon-width);
        height: var(--media-loading-indicator-icon-height, 100px);
        fill: var(--media-icon-color, var(--media-primary-color, rgb(238 238 238)));
        vertical-align: middle;
      }
    </style>

    <slot name="icon">${Gh}</slot>
    <div id="status" role="status" aria-live="polite">${E("media loading")}</div>
  `}var An=class extends l.HTMLElement{constructor(){if(super(),uc(this,Ne,void 0),uc(this,Yr,mc),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let e=q(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(e)}}static get observedAttributes(){return[M.MEDIA_CONTROLLER,s.MEDIA_PAUSED,s.MEDIA_LOADING,qr.LOADING_DELAY]}attributeChangedCallback(e,i,n){var r,a,o,d,c;e===qr.LOADING_DELAY&&i!==n?this.loadingDelay=Number(n):e===M.MEDIA_CONTROLLER&&(i&&((a=(r=bn(this,Ne))==null?void 0:r.unassociateElement)==null||a.call(r,this),_n(this,Ne,null)),n&&this.isConnected&&(_n(this,Ne,(o=this.getRootNode())==null?void 0:o.getElementById(n)),(c=(d=bn(this,Ne))==null?void 0:d.associateElement)==null||c.call(d,this)))}connectedCallback(){var e,i,n;let r=this.getAttribute(M.MEDIA_CONTROLLER);r&&(_n(this,Ne,(e=this.getRootNode())==null?void 0:e.getElementById(r)),(n=(i=bn(this,Ne))==null?void 0:i.associateElement)==null||n.call(i,this))}disconnectedCallback(){var e,i;(i=(e=bn(this,Ne))==null?void 0:e.unassociateElement)==null||i.call(e,this),_n(this,Ne,null)}get loadingDelay(){return bn(this,Yr)}set loadingDelay(e){_n(this,Yr,e);let{style:i}=W(this.shadowRoot,":host");i.setProperty("--_loading-indicator-delay",`var(--media-loading-indicator-transition-delay, ${e}ms)`)}get mediaPaused(){return S(this,s.MEDIA_PAUSED)}set mediaPaused(e){k(this,s.MEDIA_PAUSED,e)}get mediaLoading(){return S(this,s.MEDIA_LOADING)}set mediaLoading(e){k(this,s.MEDIA_LOADING,e)}get mediaController(){return x(this,M.MEDIA_CONTROLLER)}set mediaController(e){C(this,M.MEDIA_CONTROLLER,e)}get noAutohide(){return S(this,qr.NO_AUTOHIDE)}set noAutohide(e){k(this,qr.NO_AUTOHIDE,e)}};Ne=new WeakMap;Yr=new WeakMap;An.shadowRootOptions={mode:"open"};An.getTemplateHTML=qh;l.customElements.get("media-loading-indicator")||l.customElements.define("media-loading-indicator",An);var gi={PLACEMENT:"placement",BOUNDS:"bounds"};function Yh(t){return`
    <style>
      :host {
        --_tooltip-background-color: var(--media-tooltip-background-color, var(--media-secondary-color, rgba(20, 20, 30, .7)));
        --_tooltip-background: var(--media-tooltip-background, var(--_tooltip-background-color));
        --_tooltip-arrow-half-width: calc(var(--media-tooltip-arrow-width, 12px) / 2);
        --_tooltip-arrow-height: var(--media-tooltip-arrow-height, 5px);
        --_tooltip-arrow-background: var(--media-tooltip-arrow-color, var(--_tooltip-background-color));
        position: relative;
        pointer-events: none;
        display: var(--media-tooltip-display, inline-flex);
        justify-content: center;
        align-items: center;
        box-sizing: border-box;
        z-index: var(--media-tooltip-z-index, 1);
        background: var(--_tooltip-background);
        color: var(--media-text-color, var(--media-primary-color, rgb(238 238 238)));
        font: var(--media-font,
          var(--media-font-weight, 400)
          var(--media-font-size, 13px) /
          var(--media-text-content-height, var(--media-control-height, 18px))
          var(--media-font-family, helvetica neue, segoe ui, roboto, arial, sans-serif));
        padding: var(--media-tooltip-padding, .35em .7em);
        border: var(--media-tooltip-border, none);
        border-radius: var(--media-tooltip-border-radius, 5px);
        filter: var(--media-tooltip-filter, drop-shadow(0 0 4px rgba(0, 0, 0, .2)));
        white-space: var(--media-tooltip-white-space, nowrap);
      }

      :host([hidden]) {
        display: none;
      }

      img, svg {
        display: inline-block;
      }

      #arrow {
        position: absolute;
        width: 0px;
        height: 0px;
        border-style: solid;
        display: var(--media-tooltip-arrow-display, block);
      }

      :host(:not([placement])),
      :host([placement="top"]) {
        position: absolute;
        bottom: calc(100% + var(--media-tooltip-distance, 12px));
        left: 50%;
        transform: translate(calc(-50% - var(--media-tooltip-offset-x, 0px)), 0);
      }
      :host(:not([placement])) #arrow,
      :host([placement="top"]) #arrow {
        top: 100%;
        left: 50%;
        border-width: var(--_tooltip-arrow-height) var(--_tooltip-arrow-half-width) 0 var(--_tooltip-arrow-half-width);
        border-color: var(--_tooltip-arrow-background) transparent transparent transparent;
        transform: translate(calc(-50% + var(--media-tooltip-offset-x, 0px)), 0);
      }

      :host([placement="right"]) {
        position: absolute;
        left: calc(100% + var(--media-tooltip-distance, 12px));
        top: 50%;
        transform: translate(0, -50%);
      }
      :host([placement="right"]) #arrow {
        top: 50%;
        right: 100%;
        border-width: var(--_tooltip-arrow-half-width) var(--_tooltip-arrow-height) var(--_tooltip-arrow-half-width) 0;
        border-color: transparent var(--_tooltip-arrow-background) transparent transparent;
        transform: translate(0, -50%);
      }

      :host([placement="bottom"]) {
        position: absolute;
        top: calc(100% + var(--media-tooltip-distance, 12px));
        left: 50%;
        transform: translate(calc(-50% - var(--media-tooltip-offset-x, 0px)), 0);
      }
      :host([placement="bottom"]) #arrow {
        bottom: 100%;
        left: 50%;
        border-width: 0 var(--_tooltip-arrow-half-width) var(--_tooltip-arrow-height) var(--_tooltip-arrow-half-width);
        border-color: transparent transparent var(--_tooltip-arrow-background) transparent;
        transform: translate(calc(-50% + var(--media-tooltip-offset-x, 0px)), 0);
      }

      :host([placement="left"]) {
        position: absolute;
        right: calc(100% + var(--media-tooltip-distance, 12px));
        top: 50%;
        transform: translate(0, -50%);
      }
      :host([placement="left"]) #arrow {
        top: 50%;
        left: 100%;
        border-width: var(--_tooltip-arrow-half-width) 0 var(--_tooltip-arrow-half-width) var(--_tooltip-arrow-height);
        border-color: transparent transparent transparent var(--_tooltip-arrow-background);
        transform: translate(0, -50%);
      }
      
      :host([placement="none"]) #arrow {
        display: none;
      }
    </style>
    <slot></slot>
    <div id="arrow"></div>
  `}var bi=class extends l.HTMLElement{constructor(){if(super(),this.updateXOffset=()=>{var e;if(!Ar(this,{checkOpacity:!1,checkVisibilityCSS:!1}))return;let i=this.placement;if(i==="left"||i==="right"){this.style.removeProperty("--media-tooltip-offset-x");return}let n=getComputedStyle(this),r=(e=Oe(this,"#"+this.bounds))!=null?e:oe(this);if(!r)return;let{x:a,width:o}=r.getBoundingClientRect(),{x:d,width:c}=this.getBoundingClientRect(),p=d+c,g=a+o,y=n.getPropertyValue("--media-tooltip-offset-x"),_=y?parseFloat(y.replace("px","")):0,v=n.getPropertyValue("--media-tooltip-container-margin"),I=v?parseFloat(v.replace("px","")):0,b=d-a+_-I,R=p-g+_+I;if(b<0){this.style.setProperty("--media-tooltip-offset-x",`${b}px`);return}if(R>0){this.style.setProperty("--media-tooltip-offset-x",`${R}px`);return}this.style.removeProperty("--media-tooltip-offset-x")},!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let e=q(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(e)}if(this.arrowEl=this.shadowRoot.querySelector("#arrow"),Object.prototype.hasOwnProperty.call(this,"placement")){let e=this.placement;delete this.placement,this.placement=e}}static get observedAttributes(){return[gi.PLACEMENT,gi.BOUNDS]}get placement(){return x(this,gi.PLACEMENT)}set placement(e){C(this,gi.PLACEMENT,e)}get bounds(){return x(this,gi.BOUNDS)}set bounds(e){C(this,gi.BOUNDS,e)}};bi.shadowRootOptions={mode:"open"};bi.getTemplateHTML=Yh;l.customElements.get("media-tooltip")||l.customElements.define("media-tooltip",bi);var Xs=bi;var eo=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},J=(t,e,i)=>(eo(t,e,"read from private field"),i?i.call(t):e.get(t)),Vt=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Qr=(t,e,i,n)=>(eo(t,e,"write to private field"),n?n.call(t,i):e.set(t,i),i),pc=(t,e,i)=>(eo(t,e,"access private method"),i),He,Ai,Js,vc,Et,_i,zr,js,Ec,vt={TOOLTIP_PLACEMENT:"tooltipplacement",DISABLED:"disabled",NO_TOOLTIP:"notooltip"};function Qh(t,e={}){return`
    <style>
      :host {
        position: relative;
        font: var(--media-font,
          var(--media-font-weight, bold)
          var(--media-font-size, 14px) /
          var(--media-text-content-height, var(--media-control-height, 24px))
          var(--media-font-family, helvetica neue, segoe ui, roboto, arial, sans-serif));
        color: var(--media-text-color, var(--media-primary-color, rgb(238 238 238)));
        background: var(--media-control-background, var(--media-secondary-color, rgb(20 20 30 / .7)));
        padding: var(--media-button-padding, var(--media-control-padding, 10px));
        justify-content: var(--media-button-justify-content, center);
        display: inline-flex;
        align-items: center;
        vertical-align: middle;
        box-sizing: border-box;
        transition: background .15s linear;
        pointer-events: auto;
        cursor: var(--media-cursor, pointer);
        -webkit-tap-highlight-color: transparent;
      }

      
      :host(:focus-visible) {
        box-shadow: var(--media-focus-box-shadow, inset 0 0 0 2px rgb(27 127 204 / .9));
        outline: 0;
      }
      
      :host(:where(:focus)) {
        box-shadow: none;
        outline: 0;
      }

      :host(:hover) {
        background: var(--media-control-hover-background, rgba(50 50 70 / .7));
      }

      slot[name="icon"] {
        display: inline-flex;
        align-items: center;
      }

      svg, img, ::slotted(svg), ::slotted(img) {
        width: var(--media-button-icon-width);
        height: var(--media-button-icon-height, var(--media-control-height, 24px));
        transform: var(--media-button-icon-transform);
        transition: var(--media-button-icon-transition);
        fill: var(--media-icon-color, var(--media-primary-color, rgb(238 238 238)));
        vertical-align: middle;
        max-width: 100%;
        max-height: 100%;
        min-width: 100%;
      }

      media-tooltip {
        
        max-width: 0;
        overflow-x: clip;
        opacity: 0;
        transition: opacity .3s, max-width 0s 9s;
      }

      :host(:hover) media-tooltip,
      :host(:focus-visible) media-tooltip {
        max-width: 100vw;
        opacity: 1;
        transition: opacity .3s;
      }

      :host([notooltip]) slot[name="tooltip"] {
        display: none;
      }
    </style>

    ${this.getSlotTemplateHTML(t,e)}

    <slot name="tooltip">
      <media-tooltip part="tooltip" aria-hidden="true">
        <template shadowrootmode="${Xs.shadowRootOptions.mode}">
          ${Xs.getTemplateHTML({})}
        </template>
        <slot name="tooltip-content">
          ${this.getTooltipContentHTML(t)}
        </slot>
      </media-tooltip>
    </slot>
  `}function zh(t,e){return`
    <slot></slot>
  `}function Zh(){return""}var B=class extends l.HTMLElement{constructor(){if(super(),Vt(this,Js),Vt(this,js),Vt(this,He,void 0),this.preventClick=!1,this.tooltipEl=null,Vt(this,Ai,e=>{this.preventClick||this.handleClick(e),setTimeout(J(this,Et),0)}),Vt(this,Et,()=>{var e,i;(i=(e=this.tooltipEl)==null?void 0:e.updateXOffset)==null||i.call(e)}),Vt(this,_i,e=>{let{key:i}=e;if(!this.keysUsed.includes(i)){this.removeEventListener("keyup",J(this,_i));return}this.preventClick||this.handleClick(e)}),Vt(this,zr,e=>{let{metaKey:i,altKey:n,key:r}=e;if(i||n||!this.keysUsed.includes(r)){this.removeEventListener("keyup",J(this,_i));return}this.addEventListener("keyup",J(this,_i),{once:!0})}),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let e=q(this.attributes),i=this.constructor.getTemplateHTML(e);this.shadowRoot.setHTMLUnsafe?this.shadowRoot.setHTMLUnsafe(i):this.shadowRoot.innerHTML=i}this.tooltipEl=this.shadowRoot.querySelector("media-tooltip")}static get observedAttributes(){return["disabled",vt.TOOLTIP_PLACEMENT,M.MEDIA_CONTROLLER,s.MEDIA_LANG]}enable(){this.addEventListener("click",J(this,Ai)),this.addEventListener("keydown",J(this,zr)),this.tabIndex=0}disable(){this.removeEventListener("click",J(this,Ai)),this.removeEventListener("keydown",J(this,zr)),this.removeEventListener("keyup",J(this,_i)),this.tabIndex=-1}attributeChangedCallback(e,i,n){var r,a,o,d,c;e===M.MEDIA_CONTROLLER?(i&&((a=(r=J(this,He))==null?void 0:r.unassociateElement)==null||a.call(r,this),Qr(this,He,null)),n&&this.isConnected&&(Qr(this,He,(o=this.getRootNode())==null?void 0:o.getElementById(n)),(c=(d=J(this,He))==null?void 0:d.associateElement)==null||c.call(d,this))):e==="disabled"&&n!==i?n==null?this.enable():this.disable():e===vt.TOOLTIP_PLACEMENT&&this.tooltipEl&&n!==i?this.tooltipEl.placement=n:e===s.MEDIA_LANG&&(this.shadowRoot.querySelector('slot[name="tooltip-content"]').innerHTML=this.constructor.getTooltipContentHTML()),pc(this,Js,vc).call(this)&&J(this,Et).call(this)}connectedCallback(){var e,i,n;let{style:r}=W(this.shadowRoot,":host");r.setProperty("display",`var(--media-control-display, var(--${this.localName}-display, inline-flex))`),this.hasAttribute("disabled")?this.disable():this.enable(),this.setAttribute("role","button");let a=this.getAttribute(M.MEDIA_CONTROLLER);a&&(Qr(this,He,(e=this.getRootNode())==null?void 0:e.getElementById(a)),(n=(i=J(this,He))==null?void 0:i.associateElement)==null||n.call(i,this)),l.customElements.whenDefined("media-tooltip").then(()=>pc(this,js,Ec).call(this))}disconnectedCallback(){var e,i;this.disable(),(i=(e=J(this,He))==null?void 0:e.unassociateElement)==null||i.call(e,this),Qr(this,He,null),this.removeEventListener("mouseenter",J(this,Et)),this.removeEventListener("focus",J(this,Et)),this.removeEventListener("click",J(this,Ai))}get keysUsed(){return["Enter"," "]}get tooltipPlacement(){return x(this,vt.TOOLTIP_PLACEMENT)}set tooltipPlacement(e){C(this,vt.TOOLTIP_PLACEMENT,e)}get mediaController(){return x(this,M.MEDIA_CONTROLLER)}set mediaController(e){C(this,M.MEDIA_CONTROLLER,e)}get disabled(){return S(this,vt.DISABLED)}set disabled(e){k(this,vt.DISABLED,e)}get noTooltip(){return S(this,vt.NO_TOOLTIP)}set noTooltip(e){k(this,vt.NO_TOOLTIP,e)}handleClick(e){}};He=new WeakMap;Ai=new WeakMap;Js=new WeakSet;vc=function(){try{return this.matches(":hover, :focus-visible")}catch{return this.matches(":hover, :focus")}};Et=new WeakMap;_i=new WeakMap;zr=new WeakMap;js=new WeakSet;Ec=function(){this.addEventListener("mouseenter",J(this,Et)),this.addEventListener("focus",J(this,Et)),this.addEventListener("click",J(this,Ai));let t=this.tooltipPlacement;t&&this.tooltipEl&&(this.tooltipEl.placement=t)};B.shadowRootOptions={mode:"open"};B.getTemplateHTML=Qh;B.getSlotTemplateHTML=zh;B.getTooltipContentHTML=Zh;l.customElements.get("media-chrome-button")||l.customElements.define("media-chrome-button",B);var Xh=`<svg aria-hidden="true" viewBox="0 0 24 24">
  <path d="m6 21 15-9L6 3v18Z"/>
</svg>`,Jh=`<svg aria-hidden="true" viewBox="0 0 24 24">
  <path d="M6 20h4V4H6v16Zm8-16v16h4V4h-4Z"/>
</svg>`;function jh(t){return`
    <style>
      :host([${s.MEDIA_PAUSED}]) slot[name=pause],
      :host(:not([${s.MEDIA_PAUSED}])) slot[name=play] {
        display: none !important;
      }

      :host([${s.MEDIA_PAUSED}]) slot[name=tooltip-pause],
      :host(:not([${s.MEDIA_PAUSED}])) slot[name=tooltip-play] {
        display: none;
      }
    </style>

    <slot name="icon">
      <slot name="play">${Xh}</slot>
      <slot name="pause">${Jh}</slot>
    </slot>
  `}function em(){return`
    <slot name="tooltip-play">${E("Play")}</slot>
    <slot name="tooltip-pause">${E("Pause")}</slot>
  `}var fc=t=>{let e=t.mediaPaused?E("play"):E("pause");t.setAttribute("aria-label",e)},Tn=class extends B{static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_PAUSED,s.MEDIA_ENDED]}connectedCallback(){super.connectedCallback(),fc(this)}attributeChangedCallback(e,i,n){super.attributeChangedCallback(e,i,n),(e===s.MEDIA_PAUSED||e===s.MEDIA_LANG)&&fc(this)}get mediaPaused(){return S(this,s.MEDIA_PAUSED)}set mediaPaused(e){k(this,s.MEDIA_PAUSED,e)}handleClick(){let e=this.mediaPaused?h.MEDIA_PLAY_REQUEST:h.MEDIA_PAUSE_REQUEST;this.dispatchEvent(new l.CustomEvent(e,{composed:!0,bubbles:!0}))}};Tn.getSlotTemplateHTML=jh;Tn.getTooltipContentHTML=em;l.customElements.get("media-play-button")||l.customElements.define("media-play-button",Tn);var{MEDIA_TIME_IS_LIVE:Zr,MEDIA_PAUSED:yn}=s,{MEDIA_SEEK_TO_LIVE_REQUEST:tm,MEDIA_PLAY_REQUEST:im}=h,nm='<svg viewBox="0 0 6 12" aria-hidden="true"><circle cx="3" cy="6" r="2"></circle></svg>';function rm(t){return`
    <style>
      :host { --media-tooltip-display: none; }
      
      slot[name=indicator] > *,
      :host ::slotted([slot=indicator]) {
        
        min-width: auto;
        fill: var(--media-live-button-icon-color, rgb(140, 140, 140));
        color: var(--media-live-button-icon-color, rgb(140, 140, 140));
      }

      :host([${Zr}]:not([${yn}])) slot[name=indicator] > *,
      :host([${Zr}]:not([${yn}])) ::slotted([slot=indicator]) {
        fill: var(--media-live-button-indicator-color, rgb(255, 0, 0));
        color: var(--media-live-button-indicator-color, rgb(255, 0, 0));
      }

      :host([${Zr}]:not([${yn}])) {
        cursor: var(--media-cursor, not-allowed);
      }

      slot[name=text]{
        text-transform: uppercase;
      }

    </style>

    <slot name="indicator">${nm}</slot>
    
    <slot name="spacer">&nbsp;</slot><slot name="text">${E("live")}</slot>
  `}var gc=t=>{var e;let i=t.mediaPaused||!t.mediaTimeIsLive,n=i?E("seek to live"):E("playing live");t.setAttribute("aria-label",n);let r=(e=t.shadowRoot)==null?void 0:e.querySelector('slot[name="text"]');r&&(r.textContent=E("live")),i?t.removeAttribute("aria-disabled"):t.setAttribute("aria-disabled","true")},Xr=class extends B{static get observedAttributes(){return[...super.observedAttributes,Zr,yn]}connectedCallback(){super.connectedCallback(),gc(this)}attributeChangedCallback(e,i,n){super.attributeChangedCallback(e,i,n),gc(this)}get mediaPaused(){return S(this,s.MEDIA_PAUSED)}set mediaPaused(e){k(this,s.MEDIA_PAUSED,e)}get mediaTimeIsLive(){return S(this,s.MEDIA_TIME_IS_LIVE)}set mediaTimeIsLive(e){k(this,s.MEDIA_TIME_IS_LIVE,e)}handleClick(){!this.mediaPaused&&this.mediaTimeIsLive||(this.dispatchEvent(new l.CustomEvent(tm,{composed:!0,bubbles:!0})),this.hasAttribute(yn)&&this.dispatchEvent(new l.CustomEvent(im,{composed:!0,bubbles:!0})))}};Xr.getSlotTemplateHTML=rm;l.customElements.get("media-live-button")||l.customElements.define("media-live-button",Xr);var am=`<svg aria-hidden="true" viewBox="0 0 24 24">
  <path d="M16.5 12A4.5 4.5 0 0 0 14 8v2.18l2.45 2.45a4.22 4.22 0 0 0 .05-.63Zm2.5 0a6.84 6.84 0 0 1-.54 2.64L20 16.15A8.8 8.8 0 0 0 21 12a9 9 0 0 0-7-8.77v2.06A7 7 0 0 1 19 12ZM4.27 3 3 4.27 7.73 9H3v6h4l5 5v-6.73l4.25 4.25A6.92 6.92 0 0 1 14 18.7v2.06A9 9 0 0 0 17.69 19l2 2.05L21 19.73l-9-9L4.27 3ZM12 4 9.91 6.09 12 8.18V4Z"/>
</svg>`,bc=`<svg aria-hidden="true" viewBox="0 0 24 24">
  <path d="M3 9v6h4l5 5V4L7 9H3Zm13.5 3A4.5 4.5 0 0 0 14 8v8a4.47 4.47 0 0 0 2.5-4Z"/>
</svg>`,sm=`<svg aria-hidden="true" viewBox="0 0 24 24">
  <path d="M3 9v6h4l5 5V4L7 9H3Zm13.5 3A4.5 4.5 0 0 0 14 8v8a4.47 4.47 0 0 0 2.5-4ZM14 3.23v2.06a7 7 0 0 1 0 13.42v2.06a9 9 0 0 0 0-17.54Z"/>
</svg>`;function om(t){return`
    <style>
      :host(:not([${s.MEDIA_VOLUME_LEVEL}])) slot[name=icon] slot:not([name=high]),
      :host([${s.MEDIA_VOLUME_LEVEL}=high]) slot[name=icon] slot:not([name=high]) {
        display: none !important;
      }

      :host([${s.MEDIA_VOLUME_LEVEL}=off]) slot[name=icon] slot:not([name=off]) {
        display: none !important;
      }

      :host([${s.MEDIA_VOLUME_LEVEL}=low]) slot[name=icon] slot:not([name=low]) {
        display: none !important;
      }

      :host([${s.MEDIA_VOLUME_LEVEL}=medium]) slot[name=icon] slot:not([name=medium]) {
        display: none !important;
      }

      :host(:not([${s.MEDIA_VOLUME_LEVEL}=off])) slot[name=tooltip-unmute],
      :host([${s.MEDIA_VOLUME_LEVEL}=off]) slot[name=tooltip-mute] {
        display: none;
      }
    </style>

    <slot name="icon">
      <slot name="off">${am}</slot>
      <slot name="low">${bc}</slot>
      <slot name="medium">${bc}</slot>
      <slot name="high">${sm}</slot>
    </slot>
  `}function lm(){return`
    <slot name="tooltip-mute">${E("Mute")}</slot>
    <slot name="tooltip-unmute">${E("Unmute")}</slot>
  `}var _c=t=>{let i=t.mediaVolumeLevel==="off"?E("unmute"):E("mute");t.setAttribute("aria-label",i)},Sn=class extends B{static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_VOLUME_LEVEL]}connectedCallback(){super.connectedCallback(),_c(this)}attributeChangedCallback(e,i,n){super.attributeChangedCallback(e,i,n),e===s.MEDIA_VOLUME_LEVEL&&_c(this)}get mediaVolumeLevel(){return x(this,s.MEDIA_VOLUME_LEVEL)}set mediaVolumeLevel(e){C(this,s.MEDIA_VOLUME_LEVEL,e)}handleClick(){let e=this.mediaVolumeLevel==="off"?h.MEDIA_UNMUTE_REQUEST:h.MEDIA_MUTE_REQUEST;this.dispatchEvent(new l.CustomEvent(e,{composed:!0,bubbles:!0}))}};Sn.getSlotTemplateHTML=om;Sn.getTooltipContentHTML=lm;l.customElements.get("media-mute-button")||l.customElements.define("media-mute-button",Sn);var oo=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},z=(t,e,i)=>(oo(t,e,"read from private field"),i?i.call(t):e.get(t)),re=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},ft=(t,e,i,n)=>(oo(t,e,"write to private field"),n?n.call(t,i):e.set(t,i),i),Le=(t,e,i)=>(oo(t,e,"access private method"),i),$e,oa,Jr,jr,Re,aa,ea,ta,ia,lo,Ac,na,to,ra,io,sa,co,no,Tc,ro,yc,ao,Sc,so,kc;function dm(t){return`
    <style>
      :host {
        --_focus-box-shadow: var(--media-focus-box-shadow, inset 0 0 0 2px rgb(27 127 204 / .9));
        --_media-range-padding: var(--media-range-padding, var(--media-control-padding, 10px));

        box-shadow: var(--_focus-visible-box-shadow, none);
        background: var(--media-control-background, var(--media-secondary-color, rgb(20 20 30 / .7)));
        height: calc(var(--media-control-height, 24px) + 2 * var(--_media-range-padding));
        display: inline-flex;
        align-items: center;
        
        vertical-align: middle;
        box-sizing: border-box;
        position: relative;
        width: 100px;
        transition: background .15s linear;
        cursor: var(--media-cursor, pointer);
        pointer-events: auto;
        touch-action: none; 
      }

      
      input[type=range]:focus {
        outline: 0;
      }
      input[type=range]:focus::-webkit-slider-runnable-track {
        outline: 0;
      }

      :host(:hover) {
        background: var(--media-control-hover-background, rgb(50 50 70 / .7));
      }

      #leftgap {
        padding-left: var(--media-range-padding-left, var(--_media-range-padding));
      }

      #rightgap {
        padding-right: var(--media-range-padding-right, var(--_media-range-padding));
      }

      #startpoint,
      #endpoint {
        position: absolute;
      }

      #endpoint {
        right: 0;
      }

      #container {
        
        width: var(--media-range-track-width, 100%);
        transform: translate(var(--media-range-track-translate-x, 0px), var(--media-range-track-translate-y, 0px));
        position: relative;
        height: 100%;
        display: flex;
        align-items: center;
        min-width: 40px;
      }

      #range {
        
        display: var(--media-time-range-hover-display, block);
        bottom: var(--media-time-range-hover-bottom, 0);
        height: var(--media-time-range-hover-height, max(100% , 25px));
        width: 100%;
        position: absolute;
        cursor: var(--media-cursor, pointer);

        -webkit-appearance: none; 
        -webkit-tap-highlight-color: transparent;
        background: transparent; 
        margin: 0;
        z-index: 1;
      }

      @media (hover: hover) {
        #range {
          bottom: var(--media-time-range-hover-bottom, 0);
          height: var(--media-time-range-hover-height, max(100%, 20px));
        }
      }

      
      
      #range::-webkit-slider-thumb {
        -webkit-appearance: none;
        background: transparent;
        width: .1px;
        height: .1px;
      }

      
      #range::-moz-range-thumb {
        background: transparent;
        border: transparent;
        width: .1px;
        height: .1px;
      }

      #appearance {
        height: var(--media-range-track-height, 4px);
        display: flex;
        flex-direction: column;
        justify-content: center;
        width: 100%;
        position: absolute;
        
        will-change: transform;
      }

      #track {
        background: var(--media-range-track-background, rgb(255 255 255 / .2));
        border-radius: var(--media-range-track-border-radius, 1px);
        border: var(--media-range-track-border, none);
        outline: var(--media-range-track-outline);
        outline-offset: var(--media-range-track-outline-offset);
        backdrop-filter: var(--media-range-track-backdrop-filter);
        -webkit-backdrop-filter: var(--media-range-track-backdrop-filter);
        box-shadow: var(--media-range-track-box-shadow, none);
        position: absolute;
        width: 100%;
        height: 100%;
        overflow: hidden;
      }

      #progress,
      #pointer {
        position: absolute;
        height: 100%;
        will-change: width;
      }

      #progress {
        background: var(--media-range-bar-color, var(--media-primary-color, rgb(238 238 238)));
        transition: var(--media-range-track-transition);
      }

      #pointer {
        background: var(--media-range-track-pointer-background);
        border-right: var(--media-range-track-pointer-border-right);
        transition: visibility .25s, opacity .25s;
        visibility: hidden;
        opacity: 0;
      }

      @media (hover: hover) {
        :host(:hover) #pointer {
          transition: visibility .5s, opacity .5s;
          visibility: visible;
          opacity: 1;
        }
      }

      #thumb,
      ::slotted([slot=thumb]) {
        width: var(--media-range-thumb-width, 10px);
        height: var(--media-range-thumb-height, 10px);
        transition: var(--media-range-thumb-transition);
        transform: var(--media-range-thumb-transform, none);
        opacity: var(--media-range-thumb-opacity, 1);
        translate: -50%;
        position: absolute;
        left: 0;
        cursor: var(--media-cursor, pointer);
      }

      #thumb {
        border-radius: var(--media-range-thumb-border-radius, 10px);
        background: var(--media-range-thumb-background, var(--media-primary-color, rgb(238 238 238)));
        box-shadow: var(--media-range-thumb-box-shadow, 1px 1px 1px transparent);
        border: var(--media-range-thumb-border, none);
      }

      :host([disabled]) #thumb {
        background-color: #777;
      }

      .segments #appearance {
        height: var(--media-range-segment-hover-height, 7px);
      }

      #track {
        clip-path: url(#segments-clipping);
      }

      #segments {
        --segments-gap: var(--media-range-segments-gap, 2px);
        position: absolute;
        width: 100%;
        height: 100%;
      }

      #segments-clipping {
        transform: translateX(calc(var(--segments-gap) / 2));
      }

      #segments-clipping:empty {
        display: none;
      }

      #segments-clipping rect {
        height: var(--media-range-track-height, 4px);
        y: calc((var(--media-range-segment-hover-height, 7px) - var(--media-range-track-height, 4px)) / 2);
        transition: var(--media-range-segment-transition, transform .1s ease-in-out);
        transform: var(--media-range-segment-transform, scaleY(1));
        transform-origin: center;
      }

      /* Visible label for accessibility - positioned off-screen but technically visible (Firefox requires visible labels) */
      #range-label {
        position: absolute;
        left: -10000px;
        background: var(--media-control-background, var(--media-secondary-color, rgb(20 20 30 / .7)));
        pointer-events: none;
      }
    </style>
    <div id="leftgap"></div>
    <div id="container">
      <div id="startpoint"></div>
      <div id="endpoint"></div>
      <div id="appearance">
        <div id="track" part="track">
          <div id="pointer"></div>
          <div id="progress" part="progress"></div>
        </div>
        <slot name="thumb">
          <div id="thumb" part="thumb"></div>
        </slot>
        <svg id="segments" aria-hidden="true"><clipPath id="segments-clipping"></clipPath></svg>
      </div>
        <input id="range" type="range" min="0" max="1" step="any" value="0">
        <label for="range" id="range-label"></label>

      ${this.getContainerTemplateHTML(t)}
    </div>
    <div id="rightgap"></div>
  `}function cm(t){return""}var We=class extends l.HTMLElement{constructor(){if(super(),re(this,lo),re(this,na),re(this,ra),re(this,sa),re(this,no),re(this,ro),re(this,ao),re(this,so),re(this,$e,void 0),re(this,oa,void 0),re(this,Jr,void 0),re(this,jr,void 0),re(this,Re,{}),re(this,aa,[]),re(this,ea,()=>{if(this.range.matches(":focus-visible")){let{style:e}=W(this.shadowRoot,":host");e.setProperty("--_focus-visible-box-shadow","var(--_focus-box-shadow)")}}),re(this,ta,()=>{let{style:e}=W(this.shadowRoot,":host");e.removeProperty("--_focus-visible-box-shadow")}),re(this,ia,()=>{let e=this.shadowRoot.querySelector("#segments-clipping");e&&e.parentNode.append(e)}),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let e=q(this.attributes),i=this.constructor.getTemplateHTML(e);this.shadowRoot.setHTMLUnsafe?this.shadowRoot.setHTMLUnsafe(i):this.shadowRoot.innerHTML=i}this.container=this.shadowRoot.querySelector("#container"),ft(this,Jr,this.shadowRoot.querySelector("#startpoint")),ft(this,jr,this.shadowRoot.querySelector("#endpoint")),this.range=this.shadowRoot.querySelector("#range"),this.appearance=this.shadowRoot.querySelector("#appearance")}static get observedAttributes(){return["disabled","aria-disabled",M.MEDIA_CONTROLLER]}attributeChangedCallback(e,i,n){var r,a,o,d,c;e===M.MEDIA_CONTROLLER?(i&&((a=(r=z(this,$e))==null?void 0:r.unassociateElement)==null||a.call(r,this),ft(this,$e,null)),n&&this.isConnected&&(ft(this,$e,(o=this.getRootNode())==null?void 0:o.getElementById(n)),(c=(d=z(this,$e))==null?void 0:d.associateElement)==null||c.call(d,this))):(e==="disabled"||e==="aria-disabled"&&i!==n)&&(n==null?(this.range.removeAttribute(e),Le(this,na,to).call(this)):(this.range.setAttribute(e,n),Le(this,ra,io).call(this)))}connectedCallback(){var e,i,n;let{style:r}=W(this.shadowRoot,":host");r.setProperty("display",`var(--media-control-display, var(--${this.localName}-display, inline-flex))`),z(this,Re).pointer=W(this.shadowRoot,"#pointer"),z(this,Re).progress=W(this.shadowRoot,"#progress"),z(this,Re).thumb=W(this.shadowRoot,'#thumb, ::slotted([slot="thumb"])'),z(this,Re).activeSegment=W(this.shadowRoot,"#segments-clipping rect:nth-child(0)");let a=this.getAttribute(M.MEDIA_CONTROLLER);a&&(ft(this,$e,(e=this.getRootNode())==null?void 0:e.getElementById(a)),(n=(i=z(this,$e))==null?void 0:i.associateElement)==null||n.call(i,this)),this.updateBar(),this.shadowRoot.addEventListener("focusin",z(this,ea)),this.shadowRoot.addEventListener("focusout",z(this,ta)),Le(this,na,to).call(this),je(this.container,z(this,ia))}disconnectedCallback(){var e,i;Le(this,ra,io).call(this),(i=(e=z(this,$e))==null?void 0:e.unassociateElement)==null||i.call(e,this),ft(this,$e,null),this.shadowRoot.removeEventListener("focusin",z(this,ea)),this.shadowRoot.removeEventListener("focusout",z(this,ta)),et(this.container,z(this,ia))}updatePointerBar(e){var i;(i=z(this,Re).pointer)==null||i.style.setProperty("width",`${this.getPointerRatio(e)*100}%`)}updateBar(){var e,i;let n=this.range.valueAsNumber*100;(e=z(this,Re).progress)==null||e.style.setProperty("width",`${n}%`),(i=z(this,Re).thumb)==null||i.style.setProperty("left",`${n}%`)}updateSegments(e){let i=this.shadowRoot.querySelector("#segments-clipping");if(i.textContent="",this.container.classList.toggle("segments",!!e?.length),!e?.length)return;let n=[...new Set([+this.range.min,...e.flatMap(a=>[a.start,a.end]),+this.range.max])];ft(this,aa,[...n]);let r=n.pop();for(let[a,o]of n.entries()){let[d,c]=[a===0,a===n.length-1],p=d?"calc(var(--segments-gap) / -1)":`${o*100}%`,y=`calc(${((c?r:n[a+1])-o)*100}%${d||c?"":" - var(--segments-gap)"})`,_=V.createElementNS("http://www.w3.org/2000/svg","rect"),v=nn(this.shadowRoot,`#segments-clipping rect:nth-child(${a+1})`);v.style.setProperty("x",p),v.style.setProperty("width",y),i.append(_)}}getPointerRatio(e){return gd(e.clientX,e.clientY,z(this,Jr).getBoundingClientRect(),z(this,jr).getBoundingClientRect())}get dragging(){return this.hasAttribute("dragging")}handleEvent(e){switch(e.type){case"pointermove":Le(this,so,kc).call(this,e);break;case"input":this.updateBar();break;case"pointerenter":Le(this,no,Tc).call(this,e);break;case"pointerdown":Le(this,sa,co).call(this,e);break;case"pointerup":Le(this,ro,yc).call(this);break;case"pointerleave":Le(this,ao,Sc).call(this);break}}get keysUsed(){return["ArrowUp","ArrowRight","ArrowDown","ArrowLeft"]}};$e=new WeakMap;oa=new WeakMap;Jr=new WeakMap;jr=new WeakMap;Re=new WeakMap;aa=new WeakMap;ea=new WeakMap;ta=new WeakMap;ia=new WeakMap;lo=new WeakSet;Ac=function(t){let e=z(this,Re).activeSegment;if(!e)return;let i=this.getPointerRatio(t),r=`#segments-clipping rect:nth-child(${z(this,aa).findIndex((a,o,d)=>{let c=d[o+1];return c!=null&&i>=a&&i<=c})+1})`;(e.selectorText!=r||!e.style.transform)&&(e.selectorText=r,e.style.setProperty("transform","var(--media-range-segment-hover-transform, scaleY(2))"))};na=new WeakSet;to=function(){this.hasAttribute("disabled")||!this.isConnected||(this.addEventListener("input",this),this.addEventListener("pointerdown",this),this.addEventListener("pointerenter",this))};ra=new WeakSet;io=function(){var t,e;this.removeEventListener("input",this),this.removeEventListener("pointerdown",this),this.removeEventListener("pointerenter",this),this.removeEventListener("pointerleave",this),(t=l.window)==null||t.removeEventListener("pointerup",this),(e=l.window)==null||e.removeEventListener("pointermove",this)};sa=new WeakSet;co=function(t){var e;ft(this,oa,t.composedPath().includes(this.range)),(e=l.window)==null||e.addEventListener("pointerup",this,{once:!0})};no=new WeakSet;Tc=function(t){var e;t.pointerType!=="mouse"&&Le(this,sa,co).call(this,t),this.addEventListener("pointerleave",this,{once:!0}),(e=l.window)==null||e.addEventListener("pointermove",this)};ro=new WeakSet;yc=function(){var t;(t=l.window)==null||t.removeEventListener("pointerup",this),this.toggleAttribute("dragging",!1),this.range.disabled=this.hasAttribute("disabled")};ao=new WeakSet;Sc=function(){var t,e;this.removeEventListener("pointerleave",this),(t=l.window)==null||t.removeEventListener("pointermove",this),this.toggleAttribute("dragging",!1),this.range.disabled=this.hasAttribute("disabled"),(e=z(this,Re).activeSegment)==null||e.style.removeProperty("transform")};so=new WeakSet;kc=function(t){t.pointerType==="pen"&&t.buttons===0||(this.toggleAttribute("dragging",t.buttons===1||t.pointerType!=="mouse"),this.updatePointerBar(t),Le(this,lo,Ac).call(this,t),this.dragging&&(t.pointerType!=="mouse"||!z(this,oa))&&(this.range.disabled=!0,this.range.valueAsNumber=this.getPointerRatio(t),this.range.dispatchEvent(new Event("input",{bubbles:!0,composed:!0}))))};We.shadowRootOptions={mode:"open"};We.getTemplateHTML=dm;We.getContainerTemplateHTML=cm;l.customElements.get("media-chrome-range")||l.customElements.define("media-chrome-range",We);var um=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},Ic=(t,e,i)=>(um(t,e,"read from private field"),i?i.call(t):e.get(t)),hm=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},la,mm=1,pm=t=>t.mediaMuted?0:t.mediaVolume,vm=t=>`${Math.round(t*100)}%`,uo=class extends We{constructor(){super(...arguments),hm(this,la,()=>{let e=this.range.value,i=new l.CustomEvent(h.MEDIA_VOLUME_REQUEST,{composed:!0,bubbles:!0,detail:e});this.dispatchEvent(i)})}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_VOLUME,s.MEDIA_MUTED,s.MEDIA_VOLUME_UNAVAILABLE]}connectedCallback(){super.connectedCallback(),this.range.setAttribute("aria-label",E("volume")),this.range.addEventListener("input",Ic(this,la))}disconnectedCallback(){this.range.removeEventListener("input",Ic(this,la)),super.disconnectedCallback()}attributeChangedCallback(e,i,n){super.attributeChangedCallback(e,i,n),(e===s.MEDIA_VOLUME||e===s.MEDIA_MUTED)&&(this.range.valueAsNumber=pm(this),this.range.setAttribute("aria-valuetext",vm(this.range.valueAsNumber)),this.updateBar())}get mediaVolume(){return Y(this,s.MEDIA_VOLUME,mm)}set mediaVolume(e){Q(this,s.MEDIA_VOLUME,e)}get mediaMuted(){return S(this,s.MEDIA_MUTED)}set mediaMuted(e){k(this,s.MEDIA_MUTED,e)}get mediaVolumeUnavailable(){return x(this,s.MEDIA_VOLUME_UNAVAILABLE)}set mediaVolumeUnavailable(e){C(this,s.MEDIA_VOLUME_UNAVAILABLE,e)}};la=new WeakMap;l.customElements.get("media-volume-range")||l.customElements.define("media-volume-range",uo);var wc=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},da=(t,e,i)=>(wc(t,e,"read from private field"),i?i.call(t):e.get(t)),Em=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},ca=(t,e,i,n)=>(wc(t,e,"write to private field"),n?n.call(t,i):e.set(t,i),i),Be;function fm(t){return`
    <style>
      :host {
        box-sizing: border-box;
        display: var(--media-control-display, var(--media-preview-thumbnail-display, inline-block));
        overflow: hidden;
      }

      img {
        display: none;
        position: relative;
      }
    </style>
    <img crossorigin loading="eager" decoding="async">
  `}var Ti=class extends l.HTMLElement{constructor(){if(super(),Em(this,Be,void 0),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let e=q(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(e)}}static get observedAttributes(){return[M.MEDIA_CONTROLLER,s.MEDIA_PREVIEW_IMAGE,s.MEDIA_PREVIEW_COORDS]}connectedCallback(){var e,i,n;let r=this.getAttribute(M.MEDIA_CONTROLLER);r&&(ca(this,Be,(e=this.getRootNode())==null?void 0:e.getElementById(r)),(n=(i=da(this,Be))==null?void 0:i.associateElement)==null||n.call(i,this))}disconnectedCallback(){var e,i;(i=(e=da(this,Be))==null?void 0:e.unassociateElement)==null||i.call(e,this),ca(this,Be,null)}attributeChangedCallback(e,i,n){var r,a,o,d,c;[s.MEDIA_PREVIEW_IMAGE,s.MEDIA_PREVIEW_COORDS].includes(e)&&this.update(),e===M.MEDIA_CONTROLLER&&(i&&((a=(r=da(this,Be))==null?void 0:r.unassociateElement)==null||a.call(r,this),ca(this,Be,null)),n&&this.isConnected&&(ca(this,Be,(o=this.getRootNode())==null?void 0:o.getElementById(n)),(c=(d=da(this,Be))==null?void 0:d.associateElement)==null||c.call(d,this)))}get mediaPreviewImage(){return x(this,s.MEDIA_PREVIEW_IMAGE)}set mediaPreviewImage(e){C(this,s.MEDIA_PREVIEW_IMAGE,e)}get mediaPreviewCoords(){let e=this.getAttribute(s.MEDIA_PREVIEW_COORDS);if(e)return e.split(/\s+/).map(i=>+i)}set mediaPreviewCoords(e){if(!e){this.removeAttribute(s.MEDIA_PREVIEW_COORDS);return}this.setAttribute(s.MEDIA_PREVIEW_COORDS,e.join(" "))}update(){let e=this.mediaPreviewCoords,i=this.mediaPreviewImage;if(!(e&&i))return;let[n,r,a,o]=e,d=i.split("#")[0],c=getComputedStyle(this),{maxWidth:p,maxHeight:g,minWidth:y,minHeight:_}=c,v=c.getPropertyValue("--media-preview-thumbnail-object-fit").trim()||"contain",I,b;if(v==="fill"){let Xe=parseInt(p)/a,Je=parseInt(g)/o,Xi=parseInt(y)/a,Rt=parseInt(_)/o;I=Xe<1?Xe:Math.max(Xe,Xi),b=Je<1?Je:Math.max(Je,Rt)}else{let Xe=Math.min(parseInt(p)/a,parseInt(g)/o),Je=Math.max(parseInt(y)/a,parseInt(_)/o),Rt=Xe<1?Xe:Je>1?Je:1;I=Rt,b=Rt}let{style:R}=W(this.shadowRoot,":host"),L=W(this.shadowRoot,"img").style,le=this.shadowRoot.querySelector("img"),Zi=Math.min(I,b)<1?"min":"max";R.setProperty(`${Zi}-width`,"initial","important"),R.setProperty(`${Zi}-height`,"initial","important"),R.width=`${a*I}px`,R.height=`${o*b}px`;let ti=()=>{L.width=`${this.imgWidth*I}px`,L.height=`${this.imgHeight*b}px`,L.display="block"};le.src!==d&&(le.onload=()=>{this.imgWidth=le.naturalWidth,this.imgHeight=le.naturalHeight,ti(),le.onload=null},le.src=d,ti()),ti(),L.transform=`translate(-${n*I}px, -${r*b}px)`}};Be=new WeakMap;Ti.shadowRootOptions={mode:"open"};Ti.getTemplateHTML=fm;l.customElements.get("media-preview-thumbnail")||l.customElements.define("media-preview-thumbnail",Ti);var ho=Ti;var Mc=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},ua=(t,e,i)=>(Mc(t,e,"read from private field"),i?i.call(t):e.get(t)),gm=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},ha=(t,e,i,n)=>(Mc(t,e,"write to private field"),n?n.call(t,i):e.set(t,i),i),Fe;function bm(t,e={}){return`
    <style>
      :host {
        font: var(--media-font,
          var(--media-font-weight, normal)
          var(--media-font-size, 14px) /
          var(--media-text-content-height, var(--media-control-height, 24px))
          var(--media-font-family, helvetica neue, segoe ui, roboto, arial, sans-serif));
        color: var(--media-text-color, var(--media-primary-color, rgb(238 238 238)));
        background: var(--media-text-background, var(--media-control-background, var(--media-secondary-color, rgb(20 20 30 / .7))));
        padding: var(--media-control-padding, 10px);
        display: inline-flex;
        justify-content: center;
        align-items: center;
        vertical-align: middle;
        box-sizing: border-box;
        text-align: center;
        pointer-events: auto;
      }

      
      :host(:focus-visible) {
        box-shadow: var(--media-focus-box-shadow, inset 0 0 0 2px rgb(27 127 204 / .9));
        outline: 0;
      }

      
      :host(:where(:focus)) {
        box-shadow: none;
        outline: 0;
      }
    </style>

    ${this.getSlotTemplateHTML(t,e)}
  `}function _m(t,e){return`
    <slot></slot>
  `}var be=class extends l.HTMLElement{constructor(){if(super(),gm(this,Fe,void 0),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let e=q(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(e)}}static get observedAttributes(){return[M.MEDIA_CONTROLLER]}attributeChangedCallback(e,i,n){var r,a,o,d,c;e===M.MEDIA_CONTROLLER&&(i&&((a=(r=ua(this,Fe))==null?void 0:r.unassociateElement)==null||a.call(r,this),ha(this,Fe,null)),n&&this.isConnected&&(ha(this,Fe,(o=this.getRootNode())==null?void 0:o.getElementById(n)),(c=(d=ua(this,Fe))==null?void 0:d.associateElement)==null||c.call(d,this)))}connectedCallback(){var e,i,n;let{style:r}=W(this.shadowRoot,":host");r.setProperty("display",`var(--media-control-display, var(--${this.localName}-display, inline-flex))`);let a=this.getAttribute(M.MEDIA_CONTROLLER);a&&(ha(this,Fe,(e=this.getRootNode())==null?void 0:e.getElementById(a)),(n=(i=ua(this,Fe))==null?void 0:i.associateElement)==null||n.call(i,this))}disconnectedCallback(){var e,i;(i=(e=ua(this,Fe))==null?void 0:e.unassociateElement)==null||i.call(e,this),ha(this,Fe,null)}};Fe=new WeakMap;be.shadowRootOptions={mode:"open"};be.getTemplateHTML=bm;be.getSlotTemplateHTML=_m;l.customElements.get("media-text-display")||l.customElements.define("media-text-display",be);var Lc=[{singular:"hour",plural:"hours"},{singular:"minute",plural:"minutes"},{singular:"second",plural:"seconds"}],Rc=(t,e)=>{let i=t===1?E(Lc[e].singular):E(Lc[e].plural);return`${t} ${i}`},Kt=t=>{if(!vi(t))return"";let e=Math.abs(t),i=e!==t,n=new Date(0,0,0,0,0,e,0),a=[n.getHours(),n.getMinutes(),n.getSeconds()].map((o,d)=>o&&Rc(o,d)).filter(o=>o).join(", ");return i?E("{time} remaining",{time:a}):e===0?Rc(0,2):a};function Gt(t,e){let i=!1;t<0&&(i=!0,t=0-t),t=t<0?0:t;let n=Math.floor(t%60),r=Math.floor(t/60%60),a=Math.floor(t/3600),o=Math.floor(e/60%60),d=Math.floor(e/3600);return(isNaN(t)||t===1/0)&&(a=r=n="0"),a=a>0||d>0?a+":":"",r=((a||o>=10)&&r<10?"0"+r:r)+":",n=n<10?"0"+n:n,(i?"-":"")+a+r+n}var gf=Object.freeze({length:0,start(t){let e=t>>>0;if(e>=this.length)throw new DOMException(`Failed to execute 'start' on 'TimeRanges': The index provided (${e}) is greater than or equal to the maximum bound (${this.length}).`);return 0},end(t){let e=t>>>0;if(e>=this.length)throw new DOMException(`Failed to execute 'end' on 'TimeRanges': The index provided (${e}) is greater than or equal to the maximum bound (${this.length}).`);return 0}});var Cc=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},Dc=(t,e,i)=>(Cc(t,e,"read from private field"),i?i.call(t):e.get(t)),Am=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Tm=(t,e,i,n)=>(Cc(t,e,"write to private field"),n?n.call(t,i):e.set(t,i),i),kn,mo=class extends be{constructor(){super(),Am(this,kn,void 0),Tm(this,kn,this.shadowRoot.querySelector("slot")),Dc(this,kn).textContent=Gt(0)}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_PREVIEW_TIME]}attributeChangedCallback(e,i,n){super.attributeChangedCallback(e,i,n),e===s.MEDIA_PREVIEW_TIME&&n!=null&&(Dc(this,kn).textContent=Gt(parseFloat(n)))}get mediaPreviewTime(){return Y(this,s.MEDIA_PREVIEW_TIME)}set mediaPreviewTime(e){Q(this,s.MEDIA_PREVIEW_TIME,e)}};kn=new WeakMap;l.customElements.get("media-preview-time-display")||l.customElements.define("media-preview-time-display",mo);var xc=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},ym=(t,e,i)=>(xc(t,e,"read from private field"),i?i.call(t):e.get(t)),Sm=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},km=(t,e,i,n)=>(xc(t,e,"write to private field"),n?n.call(t,i):e.set(t,i),i),ma,po=class extends be{constructor(){super(),Sm(this,ma,void 0),km(this,ma,this.shadowRoot.querySelector("slot"))}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_PREVIEW_CHAPTER,s.MEDIA_LANG]}attributeChangedCallback(e,i,n){if(super.attributeChangedCallback(e,i,n),(e===s.MEDIA_PREVIEW_CHAPTER||e===s.MEDIA_LANG)&&n!==i&&n!=null)if(ym(this,ma).textContent=n,n!==""){let r=E("chapter: {chapterName}",{chapterName:n});this.setAttribute("aria-valuetext",r)}else this.removeAttribute("aria-valuetext")}get mediaPreviewChapter(){return x(this,s.MEDIA_PREVIEW_CHAPTER)}set mediaPreviewChapter(e){C(this,s.MEDIA_PREVIEW_CHAPTER,e)}};ma=new WeakMap;l.customElements.get("media-preview-chapter-display")||l.customElements.define("media-preview-chapter-display",po);var Oc=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},ie=(t,e,i)=>(Oc(t,e,"read from private field"),i?i.call(t):e.get(t)),Ve=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},ge=(t,e,i,n)=>(Oc(t,e,"write to private field"),n?n.call(t,i):e.set(t,i),i),Im=(t,e,i,n)=>({set _(r){ge(t,e,r,i)},get _(){return ie(t,e,n)}}),yi,pa,Si,In,va,Ea,fa,ki,qt,ga,ba=class{constructor(e,i,n){Ve(this,yi,void 0),Ve(this,pa,void 0),Ve(this,Si,void 0),Ve(this,In,void 0),Ve(this,va,void 0),Ve(this,Ea,void 0),Ve(this,fa,void 0),Ve(this,ki,void 0),Ve(this,qt,0),Ve(this,ga,(r=performance.now())=>{ge(this,qt,requestAnimationFrame(ie(this,ga))),ge(this,In,performance.now()-ie(this,Si));let a=1e3/this.fps;if(ie(this,In)>a){ge(this,Si,r-ie(this,In)%a);let o=1e3/((r-ie(this,pa))/++Im(this,va)._),d=(r-ie(this,Ea))/1e3/this.duration,c=ie(this,fa)+d*this.playbackRate;c-ie(this,yi).valueAsNumber>0?ge(this,ki,this.playbackRate/this.duration/o):(ge(this,ki,.995*ie(this,ki)),c=ie(this,yi).valueAsNumber+ie(this,ki)),this.callback(c)}}),ge(this,yi,e),this.callback=i,this.fps=n}start(){ie(this,qt)===0&&(ge(this,Si,performance.now()),ge(this,pa,ie(this,Si)),ge(this,va,0),ie(this,ga).call(this))}stop(){ie(this,qt)!==0&&(cancelAnimationFrame(ie(this,qt)),ge(this,qt,0))}update({start:e,duration:i,playbackRate:n}){let r=e-ie(this,yi).valueAsNumber,a=Math.abs(i-this.duration);(r>0||r<-.5/i||a>=.5)&&this.callback(e),ge(this,fa,e),ge(this,Ea,performance.now()),this.duration=i,this.playbackRate=n}};yi=new WeakMap;pa=new WeakMap;Si=new WeakMap;In=new WeakMap;va=new WeakMap;Ea=new WeakMap;fa=new WeakMap;ki=new WeakMap;qt=new WeakMap;ga=new WeakMap;var bo=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},K=(t,e,i)=>(bo(t,e,"read from private field"),i?i.call(t):e.get(t)),j=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},_e=(t,e,i,n)=>(bo(t,e,"write to private field"),n?n.call(t,i):e.set(t,i),i),Ae=(t,e,i)=>(bo(t,e,"access private method"),i),Ii,gt,Ta,Mn,ya,Aa,Ln,Rn,wi,Mi,wn,vo,Uc,Eo,Sa,_o,ka,Ao,Ia,To,fo,Pc,Dn,wa,go,Nc,wm=t=>{let e=t.range,i=Kt(+Hc(t)),n=Kt(+t.mediaSeekableEnd),r=i&&n?E("{currentTime} of {totalTime}",{currentTime:i,totalTime:n}):E("video not loaded, unknown time.");e.setAttribute("aria-valuetext",r)};function Mm(t){return`
    <style>
      :host {
        --media-box-border-radius: 4px;
        --media-box-padding-left: 10px;
        --media-box-padding-right: 10px;
        --media-preview-border-radius: var(--media-box-border-radius);
        --media-box-arrow-offset: var(--media-box-border-radius);
        --_control-background: var(--media-control-background, var(--media-secondary-color, rgb(20 20 30 / .7)));
        --_preview-background: var(--media-preview-background, var(--_control-background));

        
        contain: layout;
      }

      #buffered {
        background: var(--media-time-range-buffered-color, rgb(255 255 255 / .4));
        position: absolute;
        height: 100%;
        will-change: width;
      }

      #preview-rail,
      #current-rail {
        width: 100%;
        position: absolute;
        left: 0;
        bottom: 100%;
        pointer-events: none;
        will-change: transform;
      }

      [part~="box"] {
        width: min-content;
        
        position: absolute;
        bottom: 100%;
        flex-direction: column;
        align-items: center;
        transform: translateX(-50%);
      }

      [part~="current-box"] {
        display: var(--media-current-box-display, var(--media-box-display, flex));
        margin: var(--media-current-box-margin, var(--media-box-margin, 0 0 5px));
        visibility: hidden;
      }

      [part~="preview-box"] {
        display: var(--media-preview-box-display, var(--media-box-display, flex));
        margin: var(--media-preview-box-margin, var(--media-box-margin, 0 0 5px));
        transition-property: var(--media-preview-transition-property, visibility, opacity);
        transition-duration: var(--media-preview-transition-duration-out, .25s);
        transition-delay: var(--media-preview-transition-delay-out, 0s);
        visibility: hidden;
        opacity: 0;
      }

      :host(:is([${s.MEDIA_PREVIEW_IMAGE}], [${s.MEDIA_PREVIEW_TIME}])[dragging]) [part~="preview-box"] {
        transition-duration: var(--media-preview-transition-duration-in, .5s);
        transition-delay: var(--media-preview-transition-delay-in, .25s);
        visibility: visible;
        opacity: 1;
      }

      @media (hover: hover) {
        :host(:is([${s.MEDIA_PREVIEW_IMAGE}], [${s.MEDIA_PREVIEW_TIME}]):hover) [part~="preview-box"] {
          transition-duration: var(--media-preview-transition-duration-in, .5s);
          transition-delay: var(--media-preview-transition-delay-in, .25s);
          visibility: visible;
          opacity: 1;
        }
      }

      media-preview-thumbnail,
      ::slotted(media-preview-thumbnail) {
        visibility: hidden;
        
        transition: visibility 0s .25s;
        transition-delay: calc(var(--media-preview-transition-delay-out, 0s) + var(--media-preview-transition-duration-out, .25s));
        background: var(--media-preview-thumbnail-background, var(--_preview-background));
        box-shadow: var(--media-preview-thumbnail-box-shadow, 0 0 4px rgb(0 0 0 / .2));
        max-width: var(--media-preview-thumbnail-max-width, 180px);
        max-height: var(--media-preview-thumbnail-max-height, 160px);
        min-width: var(--media-preview-thumbnail-min-width, 120px);
        min-height: var(--media-preview-thumbnail-min-height, 80px);
        border: var(--media-preview-thumbnail-border);
        border-radius: var(--media-preview-thumbnail-border-radius,
          var(--media-preview-border-radius) var(--media-preview-border-radius) 0 0);
      }

      :host([${s.MEDIA_PREVIEW_IMAGE}][dragging]) media-preview-thumbnail,
      :host([${s.MEDIA_PREVIEW_IMAGE}][dragging]) ::slotted(media-preview-thumbnail) {
        transition-delay: var(--media-preview-transition-delay-in, .25s);
        visibility: visible;
      }

      @media (hover: hover) {
        :host([${s.MEDIA_PREVIEW_IMAGE}]:hover) media-preview-thumbnail,
        :host([${s.MEDIA_PREVIEW_IMAGE}]:hover) ::slotted(media-preview-thumbnail) {
          transition-delay: var(--media-preview-transition-delay-in, .25s);
          visibility: visible;
        }

        :host([${s.MEDIA_PREVIEW_TIME}]:hover) {
          --media-time-range-hover-display: block;
        }
      }

      media-preview-chapter-display,
      ::slotted(media-preview-chapter-display) {
        font-size: var(--media-font-size, 13px);
        line-height: 17px;
        min-width: 0;
        visibility: hidden;
        
        transition: min-width 0s, border-radius 0s, margin 0s, padding 0s, visibility 0s;
        transition-delay: calc(var(--media-preview-transition-delay-out, 0s) + var(--media-preview-transition-duration-out, .25s));
        background: var(--media-preview-chapter-background, var(--_preview-background));
        border-radius: var(--media-preview-chapter-border-radius,
          var(--media-preview-border-radius) var(--media-preview-border-radius)
          var(--media-preview-border-radius) var(--media-preview-border-radius));
        padding: var(--media-preview-chapter-padding, 3.5px 9px);
        margin: var(--media-preview-chapter-margin, 0 0 5px);
        text-shadow: var(--media-preview-chapter-text-shadow, 0 0 4px rgb(0 0 0 / .75));
      }

      :host([${s.MEDIA_PREVIEW_IMAGE}]) media-preview-chapter-display,
      :host([${s.MEDIA_PREVIEW_IMAGE}]) ::slotted(media-preview-chapter-display) {
        transition-delay: var(--media-preview-transition-delay-in, .25s);
        border-radius: var(--media-preview-chapter-border-radius, 0);
        padding: var(--media-preview-chapter-padding, 3.5px 9px 0);
        margin: var(--media-preview-chapter-margin, 0);
        min-width: 100%;
      }

      media-preview-chapter-display[${s.MEDIA_PREVIEW_CHAPTER}],
      ::slotted(media-preview-chapter-display[${s.MEDIA_PREVIEW_CHAPTER}]) {
        visibility: visible;
      }

      media-preview-chapter-display:not([aria-valuetext]),
      ::slotted(media-preview-chapter-display:not([aria-valuetext])) {
        display: none;
      }

      media-preview-time-display,
      ::slotted(media-preview-time-display),
      media-time-display,
      ::slotted(media-time-display) {
        font-size: var(--media-font-size, 13px);
        line-height: 17px;
        min-width: 0;
        
        transition: min-width 0s, border-radius 0s;
        transition-delay: calc(var(--media-preview-transition-delay-out, 0s) + var(--media-preview-transition-duration-out, .25s));
        background: var(--media-preview-time-background, var(--_preview-background));
        border-radius: var(--media-preview-time-border-radius,
          var(--media-preview-border-radius) var(--media-preview-border-radius)
          var(--media-preview-border-radius) var(--media-preview-border-radius));
        padding: var(--media-preview-time-padding, 3.5px 9px);
        margin: var(--media-preview-time-margin, 0);
        text-shadow: var(--media-preview-time-text-shadow, 0 0 4px rgb(0 0 0 / .75));
        transform: translateX(min(
          max(calc(50% - var(--_box-width) / 2),
          calc(var(--_box-shift, 0))),
          calc(var(--_box-width) / 2 - 50%)
        ));
      }

      :host([${s.MEDIA_PREVIEW_IMAGE}]) media-preview-time-display,
      :host([${s.MEDIA_PREVIEW_IMAGE}]) ::slotted(media-preview-time-display) {
        transition-delay: var(--media-preview-transition-delay-in, .25s);
        border-radius: var(--media-preview-time-border-radius,
          0 0 var(--media-preview-border-radius) var(--media-preview-border-radius));
        min-width: 100%;
      }

      :host([${s.MEDIA_PREVIEW_TIME}]:hover) {
        --media-time-range-hover-display: block;
      }

      [part~="arrow"],
      ::slotted([part~="arrow"]) {
        display: var(--media-box-arrow-display, inline-block);
        transform: translateX(min(
          max(calc(50% - var(--_box-width) / 2 + var(--media-box-arrow-offset)),
          calc(var(--_box-shift, 0))),
          calc(var(--_box-width) / 2 - 50% - var(--media-box-arrow-offset))
        ));
        
        border-color: transparent;
        border-top-color: var(--media-box-arrow-background, var(--_control-background));
        border-width: var(--media-box-arrow-border-width,
          var(--media-box-arrow-height, 5px) var(--media-box-arrow-width, 6px) 0);
        border-style: solid;
        justify-content: center;
        height: 0;
      }
    </style>
    <div id="preview-rail">
      <slot name="preview" part="box preview-box">
        <media-preview-thumbnail>
          <template shadowrootmode="${ho.shadowRootOptions.mode}">
            ${ho.getTemplateHTML({})}
          </template>
        </media-preview-thumbnail>
        <media-preview-chapter-display></media-preview-chapter-display>
        <media-preview-time-display></media-preview-time-display>
        <slot name="preview-arrow"><div part="arrow"></div></slot>
      </slot>
    </div>
    <div id="current-rail">
      <slot name="current" part="box current-box">
        
      </slot>
    </div>
  `}var _a=(t,e=t.mediaCurrentTime)=>{let i=Number.isFinite(t.mediaSeekableStart)?t.mediaSeekableStart:0,n=Number.isFinite(t.mediaDuration)?t.mediaDuration:t.mediaSeekableEnd;if(Number.isNaN(n))return 0;let r=(e-i)/(n-i);return Math.max(0,Math.min(r,1))},Hc=(t,e=t.range.valueAsNumber)=>{let i=Number.isFinite(t.mediaSeekableStart)?t.mediaSeekableStart:0,n=Number.isFinite(t.mediaDuration)?t.mediaDuration:t.mediaSeekableEnd;return Number.isNaN(n)?0:e*(n-i)+i},Cn=class extends We{constructor(){super(),j(this,vo),j(this,Sa),j(this,ka),j(this,Ia),j(this,fo),j(this,Dn),j(this,go),j(this,Ii,null),j(this,gt,void 0),j(this,Ta,void 0),j(this,Mn,void 0),j(this,ya,void 0),j(this,Aa,void 0),j(this,Ln,void 0),j(this,Rn,void 0),j(this,wi,void 0),j(this,Mi,void 0),j(this,wn,()=>{Ae(this,vo,Uc).call(this)?K(this,gt).start():K(this,gt).stop()}),j(this,Eo,n=>{this.dragging||(vi(n)&&(this.range.valueAsNumber=n),K(this,Mi)||this.updateBar())}),this.shadowRoot.querySelector("#track").insertAdjacentHTML("afterbegin",'<div id="buffered" part="buffered"></div>'),_e(this,Ta,this.shadowRoot.querySelectorAll('[part~="box"]')),_e(this,ya,this.shadowRoot.querySelector('[part~="preview-box"]')),_e(this,Aa,this.shadowRoot.querySelector('[part~="current-box"]'));let i=getComputedStyle(this);_e(this,Ln,parseInt(i.getPropertyValue("--media-box-padding-left"))),_e(this,Rn,parseInt(i.getPropertyValue("--media-box-padding-right"))),_e(this,gt,new ba(this.range,K(this,Eo),60))}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_PAUSED,s.MEDIA_DURATION,s.MEDIA_SEEKABLE,s.MEDIA_CURRENT_TIME,s.MEDIA_PREVIEW_IMAGE,s.MEDIA_PREVIEW_TIME,s.MEDIA_PREVIEW_CHAPTER,s.MEDIA_BUFFERED,s.MEDIA_PLAYBACK_RATE,s.MEDIA_LOADING,s.MEDIA_ENDED]}connectedCallback(){var e;super.connectedCallback(),this.range.setAttribute("aria-label",E("seek")),K(this,wn).call(this),_e(this,Ii,this.getRootNode()),(e=K(this,Ii))==null||e.addEventListener("transitionstart",this)}disconnectedCallback(){var e;super.disconnectedCallback(),K(this,gt).stop(),(e=K(this,Ii))==null||e.removeEventListener("transitionstart",this),_e(this,Ii,null)}attributeChangedCallback(e,i,n){super.attributeChangedCallback(e,i,n),i!=n&&(e===s.MEDIA_CURRENT_TIME||e===s.MEDIA_PAUSED||e===s.MEDIA_ENDED||e===s.MEDIA_LOADING||e===s.MEDIA_DURATION||e===s.MEDIA_SEEKABLE?(K(this,gt).update({start:_a(this),duration:this.mediaSeekableEnd-this.mediaSeekableStart,playbackRate:this.mediaPlaybackRate}),K(this,wn).call(this),wm(this)):e===s.MEDIA_BUFFERED&&this.updateBufferedBar(),(e===s.MEDIA_DURATION||e===s.MEDIA_SEEKABLE)&&(this.mediaChaptersCues=K(this,wi),this.updateBar()))}get mediaChaptersCues(){return K(this,wi)}set mediaChaptersCues(e){var i;_e(this,wi,e),this.updateSegments((i=K(this,wi))==null?void 0:i.map(n=>({start:_a(this,n.startTime),end:_a(this,n.endTime)})))}get mediaPaused(){return S(this,s.MEDIA_PAUSED)}set mediaPaused(e){k(this,s.MEDIA_PAUSED,e)}get mediaLoading(){return S(this,s.MEDIA_LOADING)}set mediaLoading(e){k(this,s.MEDIA_LOADING,e)}get mediaDuration(){return Y(this,s.MEDIA_DURATION)}set mediaDuration(e){Q(this,s.MEDIA_DURATION,e)}get mediaCurrentTime(){return Y(this,s.MEDIA_CURRENT_TIME)}set mediaCurrentTime(e){Q(this,s.MEDIA_CURRENT_TIME,e)}get mediaPlaybackRate(){return Y(this,s.MEDIA_PLAYBACK_RATE,1)}set mediaPlaybackRate(e){Q(this,s.MEDIA_PLAYBACK_RATE,e)}get mediaBuffered(){let e=this.getAttribute(s.MEDIA_BUFFERED);return e?e.split(" ").map(i=>i.split(":").map(n=>+n)):[]}set mediaBuffered(e){if(!e){this.removeAttribute(s.MEDIA_BUFFERED);return}let i=e.map(n=>n.join(":")).join(" ");this.setAttribute(s.MEDIA_BUFFERED,i)}get mediaSeekable(){let e=this.getAttribute(s.MEDIA_SEEKABLE);if(e)return e.split(":").map(i=>+i)}set mediaSeekable(e){if(e==null){this.removeAttribute(s.MEDIA_SEEKABLE);return}this.setAttribute(s.MEDIA_SEEKABLE,e.join(":"))}get mediaSeekableEnd(){var e;let[,i=this.mediaDuration]=(e=this.mediaSeekable)!=null?e:[];return i}get mediaSeekableStart(){var e;let[i=0]=(e=this.mediaSeekable)!=null?e:[];return i}get mediaPreviewImage(){return x(this,s.MEDIA_PREVIEW_IMAGE)}set mediaPreviewImage(e){C(this,s.MEDIA_PREVIEW_IMAGE,e)}get mediaPreviewTime(){return Y(this,s.MEDIA_PREVIEW_TIME)}set mediaPreviewTime(e){Q(this,s.MEDIA_PREVIEW_TIME,e)}get mediaEnded(){return S(this,s.MEDIA_ENDED)}set mediaEnded(e){k(this,s.MEDIA_ENDED,e)}updateBar(){super.updateBar(),this.updateBufferedBar(),this.updateCurrentBox()}updateBufferedBar(){var e;let i=this.mediaBuffered;if(!i.length)return;let n;if(this.mediaEnded)n=1;else{let a=this.mediaCurrentTime,[,o=this.mediaSeekableStart]=(e=i.find(([d,c])=>d<=a&&a<=c))!=null?e:[];n=_a(this,o)}let{style:r}=W(this.shadowRoot,"#buffered");r.setProperty("width",`${n*100}%`)}updateCurrentBox(){if(!this.shadowRoot.querySelector('slot[name="current"]').assignedElements().length)return;let i=W(this.shadowRoot,"#current-rail"),n=W(this.shadowRoot,'[part~="current-box"]'),r=Ae(this,Sa,_o).call(this,K(this,Aa)),a=Ae(this,ka,Ao).call(this,r,this.range.valueAsNumber),o=Ae(this,Ia,To).call(this,r,this.range.valueAsNumber);i.style.transform=`translateX(${a})`,i.style.setProperty("--_range-width",`${r.range.width}`),n.style.setProperty("--_box-shift",`${o}`),n.style.setProperty("--_box-width",`${r.box.width}px`),n.style.setProperty("visibility","initial")}handleEvent(e){switch(super.handleEvent(e),e.type){case"input":Ae(this,go,Nc).call(this);break;case"pointermove":Ae(this,fo,Pc).call(this,e);break;case"pointerup":K(this,Mi)&&_e(this,Mi,!1);break;case"pointerdown":_e(this,Mi,!0);break;case"pointerleave":Ae(this,Dn,wa).call(this,null);break;case"transitionstart":de(e.target,this)&&setTimeout(()=>K(this,wn).call(this),0);break}}};Ii=new WeakMap;gt=new WeakMap;Ta=new WeakMap;Mn=new WeakMap;ya=new WeakMap;Aa=new WeakMap;Ln=new WeakMap;Rn=new WeakMap;wi=new WeakMap;Mi=new WeakMap;wn=new WeakMap;vo=new WeakSet;Uc=function(){return this.isConnected&&!this.mediaPaused&&!this.mediaLoading&&!this.mediaEnded&&this.mediaSeekableEnd>0&&Ar(this)};Eo=new WeakMap;Sa=new WeakSet;_o=function(t){var e;let n=((e=this.getAttribute("bounds")?Oe(this,`#${this.getAttribute("bounds")}`):this.parentElement)!=null?e:this).getBoundingClientRect(),r=this.range.getBoundingClientRect(),a=t.offsetWidth,o=-(r.left-n.left-a/2),d=n.right-r.left-a/2;return{box:{width:a,min:o,max:d},bounds:n,range:r}};ka=new WeakSet;Ao=function(t,e){let i=`${e*100}%`,{width:n,min:r,max:a}=t.box;if(!n)return i;if(Number.isNaN(r)||(i=`max(${`calc(1 / var(--_range-width) * 100 * ${r}% + var(--media-box-padding-left))`}, ${i})`),!Number.isNaN(a)){let d=`calc(1 / var(--_range-width) * 100 * ${a}% - var(--media-box-padding-right))`;i=`min(${i}, ${d})`}return i};Ia=new WeakSet;To=function(t,e){let{width:i,min:n,max:r}=t.box,a=e*t.range.width;if(a<n+K(this,Ln)){let o=t.range.left-t.bounds.left-K(this,Ln);return`${a-i/2+o}px`}if(a>r-K(this,Rn)){let o=t.bounds.right-t.range.right-K(this,Rn);return`${a+i/2-o-t.range.width}px`}return 0};fo=new WeakSet;Pc=function(t){let e=[...K(this,Ta)].some(g=>t.composedPath().includes(g));if(!this.dragging&&(e||!t.composedPath().includes(this))){Ae(this,Dn,wa).call(this,null);return}let i=this.mediaSeekableEnd;if(!i)return;let n=W(this.shadowRoot,"#preview-rail"),r=W(this.shadowRoot,'[part~="preview-box"]'),a=Ae(this,Sa,_o).call(this,K(this,ya)),o=(t.clientX-a.range.left)/a.range.width;o=Math.max(0,Math.min(1,o));let d=Ae(this,ka,Ao).call(this,a,o),c=Ae(this,Ia,To).call(this,a,o);n.style.transform=`translateX(${d})`,n.style.setProperty("--_range-width",`${a.range.width}`),r.style.setProperty("--_box-shift",`${c}`),r.style.setProperty("--_box-width",`${a.box.width}px`);let p=Math.round(K(this,Mn))-Math.round(o*i);Math.abs(p)<1&&o>.01&&o<.99||(_e(this,Mn,o*i),Ae(this,Dn,wa).call(this,K(this,Mn)))};Dn=new WeakSet;wa=function(t){this.dispatchEvent(new l.CustomEvent(h.MEDIA_PREVIEW_REQUEST,{composed:!0,bubbles:!0,detail:t}))};go=new WeakSet;Nc=function(){K(this,gt).stop();let t=Hc(this);this.dispatchEvent(new l.CustomEvent(h.MEDIA_SEEK_REQUEST,{composed:!0,bubbles:!0,detail:t}))};Cn.shadowRootOptions={mode:"open"};Cn.getContainerTemplateHTML=Mm;l.customElements.get("media-time-range")||l.customElements.define("media-time-range",Cn);var ko=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},De=(t,e,i)=>(ko(t,e,"read from private field"),i?i.call(t):e.get(t)),Yt=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Io=(t,e,i,n)=>(ko(t,e,"write to private field"),n?n.call(t,i):e.set(t,i),i),_t=(t,e,i)=>(ko(t,e,"access private method"),i),Li,Ke,Ca,wo,Wc,Ra,Mo,xn,Ma,La,yo,bt={REMAINING:"remaining",SHOW_DURATION:"showduration",NO_TOGGLE:"notoggle"},$c=[...Object.values(bt),s.MEDIA_CURRENT_TIME,s.MEDIA_DURATION,s.MEDIA_SEEKABLE],Bc=["Enter"," "],Lm="&nbsp;/&nbsp;",So=(t,{timesSep:e=Lm}={})=>{var i,n;let r=(i=t.mediaCurrentTime)!=null?i:0,[,a]=(n=t.mediaSeekable)!=null?n:[],o=0;Number.isFinite(t.mediaDuration)?o=t.mediaDuration:Number.isFinite(a)&&(o=a);let d=t.remaining?Gt(0-(o-r)):Gt(r);return t.showDuration?`${d}${e}${Gt(o)}`:d},Rm=t=>{var e;let i=t.mediaCurrentTime,[,n]=(e=t.mediaSeekable)!=null?e:[],r=null;if(Number.isFinite(t.mediaDuration)?r=t.mediaDuration:Number.isFinite(n)&&(r=n),i==null||r===null){t.setAttribute("aria-description",E("video not loaded, unknown time."));return}let a=t.remaining?Kt(0-(r-i)):Kt(i);if(!t.showDuration){t.setAttribute("aria-description",a);return}let o=Kt(r),d=E("{currentTime} of {totalTime}",{currentTime:a,totalTime:o});t.setAttribute("aria-description",d)};function Dm(t,e){return`
    <slot>${So(e)}</slot>
  `}var Cm=t=>{t.setAttribute("aria-label",E("playback time"))},Da=class extends be{constructor(){super(),Yt(this,wo),Yt(this,Ra),Yt(this,xn),Yt(this,La),Yt(this,Li,void 0),Yt(this,Ke,null),Yt(this,Ca,e=>{let{metaKey:i,altKey:n,key:r}=e;if(i||n||!Bc.includes(r)){this.removeEventListener("keyup",De(this,Ke));return}this.addEventListener("keyup",De(this,Ke))}),Io(this,Li,this.shadowRoot.querySelector("slot")),De(this,Li).innerHTML=`${So(this)}`}static get observedAttributes(){return[...super.observedAttributes,...$c,"disabled"]}connectedCallback(){let{style:e}=W(this.shadowRoot,":host(:hover:not([notoggle]))");e.setProperty("cursor","var(--media-cursor, pointer)"),e.setProperty("background","var(--media-control-hover-background, rgba(50 50 70 / .7))"),this.setAttribute("aria-label",E("playback time")),_t(this,xn,Ma).call(this),super.connectedCallback()}toggleTimeDisplay(){this.noToggle||(this.hasAttribute("remaining")?this.removeAttribute("remaining"):this.setAttribute("remaining",""))}disconnectedCallback(){this.disable(),_t(this,Ra,Mo).call(this),super.disconnectedCallback()}attributeChangedCallback(e,i,n){Cm(this),$c.includes(e)?this.update():e==="disabled"&&n!==i?n==null?_t(this,xn,Ma).call(this):_t(this,La,yo).call(this):e===bt.NO_TOGGLE&&n!==i&&(this.noToggle?_t(this,La,yo).call(this):_t(this,xn,Ma).call(this)),super.attributeChangedCallback(e,i,n)}enable(){this.noToggle||(this.tabIndex=0)}disable(){this.tabIndex=-1}get remaining(){return S(this,bt.REMAINING)}set remaining(e){k(this,bt.REMAINING,e)}get showDuration(){return S(this,bt.SHOW_DURATION)}set showDuration(e){k(this,bt.SHOW_DURATION,e)}get noToggle(){return S(this,bt.NO_TOGGLE)}set noToggle(e){k(this,bt.NO_TOGGLE,e)}get mediaDuration(){return Y(this,s.MEDIA_DURATION)}set mediaDuration(e){Q(this,s.MEDIA_DURATION,e)}get mediaCurrentTime(){return Y(this,s.MEDIA_CURRENT_TIME)}set mediaCurrentTime(e){Q(this,s.MEDIA_CURRENT_TIME,e)}get mediaSeekable(){let e=this.getAttribute(s.MEDIA_SEEKABLE);if(e)return e.split(":").map(i=>+i)}set mediaSeekable(e){if(e==null){this.removeAttribute(s.MEDIA_SEEKABLE);return}this.setAttribute(s.MEDIA_SEEKABLE,e.join(":"))}update(){let e=So(this);Rm(this),e!==De(this,Li).innerHTML&&(De(this,Li).innerHTML=e)}};Li=new WeakMap;Ke=new WeakMap;Ca=new WeakMap;wo=new WeakSet;Wc=function(){De(this,Ke)||(Io(this,Ke,t=>{let{key:e}=t;if(!Bc.includes(e)){this.removeEventListener("keyup",De(this,Ke));return}this.toggleTimeDisplay()}),this.addEventListener("keydown",De(this,Ca)),this.addEventListener("click",this.toggleTimeDisplay))};Ra=new WeakSet;Mo=function(){De(this,Ke)&&(this.removeEventListener("keyup",De(this,Ke)),this.removeEventListener("keydown",De(this,Ca)),this.removeEventListener("click",this.toggleTimeDisplay),Io(this,Ke,null))};xn=new WeakSet;Ma=function(){!this.noToggle&&!this.hasAttribute("disabled")&&(this.setAttribute("role","button"),this.enable(),_t(this,wo,Wc).call(this))};La=new WeakSet;yo=function(){this.removeAttribute("role"),this.disable(),_t(this,Ra,Mo).call(this)};Da.getSlotTemplateHTML=Dm;l.customElements.get("media-time-display")||l.customElements.define("media-time-display",Da);var xm=`<svg aria-hidden="true" viewBox="0 0 26 24">
  <path d="M22.83 5.68a2.58 2.58 0 0 0-2.3-2.5c-3.62-.24-11.44-.24-15.06 0a2.58 2.58 0 0 0-2.3 2.5c-.23 4.21-.23 8.43 0 12.64a2.58 2.58 0 0 0 2.3 2.5c3.62.24 11.44.24 15.06 0a2.58 2.58 0 0 0 2.3-2.5c.23-4.21.23-8.43 0-12.64Zm-11.39 9.45a3.07 3.07 0 0 1-1.91.57 3.06 3.06 0 0 1-2.34-1 3.75 3.75 0 0 1-.92-2.67 3.92 3.92 0 0 1 .92-2.77 3.18 3.18 0 0 1 2.43-1 2.94 2.94 0 0 1 2.13.78c.364.359.62.813.74 1.31l-1.43.35a1.49 1.49 0 0 0-1.51-1.17 1.61 1.61 0 0 0-1.29.58 2.79 2.79 0 0 0-.5 1.89 3 3 0 0 0 .49 1.93 1.61 1.61 0 0 0 1.27.58 1.48 1.48 0 0 0 1-.37 2.1 2.1 0 0 0 .59-1.14l1.4.44a3.23 3.23 0 0 1-1.07 1.69Zm7.22 0a3.07 3.07 0 0 1-1.91.57 3.06 3.06 0 0 1-2.34-1 3.75 3.75 0 0 1-.92-2.67 3.88 3.88 0 0 1 .93-2.77 3.14 3.14 0 0 1 2.42-1 3 3 0 0 1 2.16.82 2.8 2.8 0 0 1 .73 1.31l-1.43.35a1.49 1.49 0 0 0-1.51-1.21 1.61 1.61 0 0 0-1.29.58A2.79 2.79 0 0 0 15 12a3 3 0 0 0 .49 1.93 1.61 1.61 0 0 0 1.27.58 1.44 1.44 0 0 0 1-.37 2.1 2.1 0 0 0 .6-1.15l1.4.44a3.17 3.17 0 0 1-1.1 1.7Z"/>
</svg>`,Om=`<svg aria-hidden="true" viewBox="0 0 26 24">
  <path d="M17.73 14.09a1.4 1.4 0 0 1-1 .37 1.579 1.579 0 0 1-1.27-.58A3 3 0 0 1 15 12a2.8 2.8 0 0 1 .5-1.85 1.63 1.63 0 0 1 1.29-.57 1.47 1.47 0 0 1 1.51 1.2l1.43-.34A2.89 2.89 0 0 0 19 9.07a3 3 0 0 0-2.14-.78 3.14 3.14 0 0 0-2.42 1 3.91 3.91 0 0 0-.93 2.78 3.74 3.74 0 0 0 .92 2.66 3.07 3.07 0 0 0 2.34 1 3.07 3.07 0 0 0 1.91-.57 3.17 3.17 0 0 0 1.07-1.74l-1.4-.45c-.083.43-.3.822-.62 1.12Zm-7.22 0a1.43 1.43 0 0 1-1 .37 1.58 1.58 0 0 1-1.27-.58A3 3 0 0 1 7.76 12a2.8 2.8 0 0 1 .5-1.85 1.63 1.63 0 0 1 1.29-.57 1.47 1.47 0 0 1 1.51 1.2l1.43-.34a2.81 2.81 0 0 0-.74-1.32 2.94 2.94 0 0 0-2.13-.78 3.18 3.18 0 0 0-2.43 1 4 4 0 0 0-.92 2.78 3.74 3.74 0 0 0 .92 2.66 3.07 3.07 0 0 0 2.34 1 3.07 3.07 0 0 0 1.91-.57 3.23 3.23 0 0 0 1.07-1.74l-1.4-.45a2.06 2.06 0 0 1-.6 1.07Zm12.32-8.41a2.59 2.59 0 0 0-2.3-2.51C18.72 3.05 15.86 3 13 3c-2.86 0-5.72.05-7.53.17a2.59 2.59 0 0 0-2.3 2.51c-.23 4.207-.23 8.423 0 12.63a2.57 2.57 0 0 0 2.3 2.5c1.81.13 4.67.19 7.53.19 2.86 0 5.72-.06 7.53-.19a2.57 2.57 0 0 0 2.3-2.5c.23-4.207.23-8.423 0-12.63Zm-1.49 12.53a1.11 1.11 0 0 1-.91 1.11c-1.67.11-4.45.18-7.43.18-2.98 0-5.76-.07-7.43-.18a1.11 1.11 0 0 1-.91-1.11c-.21-4.14-.21-8.29 0-12.43a1.11 1.11 0 0 1 .91-1.11C7.24 4.56 10 4.49 13 4.49s5.76.07 7.43.18a1.11 1.11 0 0 1 .91 1.11c.21 4.14.21 8.29 0 12.43Z"/>
</svg>`;function Um(t){return`
    <style>
      :host([aria-checked="true"]) slot[name=off] {
        display: none !important;
      }

      
      :host(:not([aria-checked="true"])) slot[name=on] {
        display: none !important;
      }

      :host([aria-checked="true"]) slot[name=tooltip-enable],
      :host(:not([aria-checked="true"])) slot[name=tooltip-disable] {
        display: none;
      }
    </style>

    <slot name="icon">
      <slot name="on">${xm}</slot>
      <slot name="off">${Om}</slot>
    </slot>
  `}function Pm(){return`
    <slot name="tooltip-enable">${E("Enable captions")}</slot>
    <slot name="tooltip-disable">${E("Disable captions")}</slot>
  `}var Fc=t=>{t.setAttribute("aria-checked",Bd(t).toString())},On=class extends B{static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_SUBTITLES_LIST,s.MEDIA_SUBTITLES_SHOWING]}connectedCallback(){super.connectedCallback(),this.setAttribute("role","button"),this.setAttribute("aria-label",E("closed captions")),Fc(this)}attributeChangedCallback(e,i,n){super.attributeChangedCallback(e,i,n),e===s.MEDIA_SUBTITLES_SHOWING&&Fc(this)}get mediaSubtitlesList(){return Vc(this,s.MEDIA_SUBTITLES_LIST)}set mediaSubtitlesList(e){Kc(this,s.MEDIA_SUBTITLES_LIST,e)}get mediaSubtitlesShowing(){return Vc(this,s.MEDIA_SUBTITLES_SHOWING)}set mediaSubtitlesShowing(e){Kc(this,s.MEDIA_SUBTITLES_SHOWING,e)}handleClick(){this.dispatchEvent(new l.CustomEvent(h.MEDIA_TOGGLE_SUBTITLES_REQUEST,{composed:!0,bubbles:!0}))}};On.getSlotTemplateHTML=Um;On.getTooltipContentHTML=Pm;var Vc=(t,e)=>{let i=t.getAttribute(e);return i?hn(i):[]},Kc=(t,e,i)=>{if(!i?.length){t.removeAttribute(e);return}let n=Ht(i);t.getAttribute(e)!==n&&t.setAttribute(e,n)};l.customElements.get("media-captions-button")||l.customElements.define("media-captions-button",On);var Gc=`<svg aria-hidden="true" viewBox="0 0 28 24">
  <path d="M24 3H4a1 1 0 0 0-1 1v16a1 1 0 0 0 1 1h20a1 1 0 0 0 1-1V4a1 1 0 0 0-1-1Zm-1 16H5V5h18v14Zm-3-8h-7v5h7v-5Z"/>
</svg>`;function Nm(t){return`
    <style>
      :host([${s.MEDIA_IS_PIP}]) slot[name=icon] slot:not([name=exit]) {
        display: none !important;
      }

      :host(:not([${s.MEDIA_IS_PIP}])) slot[name=icon] slot:not([name=enter]) {
        display: none !important;
      }

      :host([${s.MEDIA_IS_PIP}]) slot[name=tooltip-enter],
      :host(:not([${s.MEDIA_IS_PIP}])) slot[name=tooltip-exit] {
        display: none;
      }
    </style>

    <slot name="icon">
      <slot name="enter">${Gc}</slot>
      <slot name="exit">${Gc}</slot>
    </slot>
  `}function Hm(){return`
    <slot name="tooltip-enter">${E("Enter picture in picture mode")}</slot>
    <slot name="tooltip-exit">${E("Exit picture in picture mode")}</slot>
  `}var qc=t=>{let e=t.mediaIsPip?E("exit picture in picture mode"):E("enter picture in picture mode");t.setAttribute("aria-label",e)},Un=class extends B{static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_IS_PIP,s.MEDIA_PIP_UNAVAILABLE]}connectedCallback(){super.connectedCallback(),qc(this)}attributeChangedCallback(e,i,n){super.attributeChangedCallback(e,i,n),e===s.MEDIA_IS_PIP&&qc(this)}get mediaPipUnavailable(){return x(this,s.MEDIA_PIP_UNAVAILABLE)}set mediaPipUnavailable(e){C(this,s.MEDIA_PIP_UNAVAILABLE,e)}get mediaIsPip(){return S(this,s.MEDIA_IS_PIP)}set mediaIsPip(e){k(this,s.MEDIA_IS_PIP,e)}handleClick(){let e=this.mediaIsPip?h.MEDIA_EXIT_PIP_REQUEST:h.MEDIA_ENTER_PIP_REQUEST;this.dispatchEvent(new l.CustomEvent(e,{composed:!0,bubbles:!0}))}};Un.getSlotTemplateHTML=Nm;Un.getTooltipContentHTML=Hm;l.customElements.get("media-pip-button")||l.customElements.define("media-pip-button",Un);var Qc=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},$m=(t,e,i)=>(Qc(t,e,"read from private field"),i?i.call(t):e.get(t)),Wm=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Bm=(t,e,i,n)=>(Qc(t,e,"write to private field"),n?n.call(t,i):e.set(t,i),i),xa,Fm=`<svg aria-hidden="true" viewBox="0 0 26 24">
  <path d="M16 3v2.5h3.5V9H22V3h-6ZM4 9h2.5V5.5H10V3H4v6Zm15.5 9.5H16V21h6v-6h-2.5v3.5ZM6.5 15H4v6h6v-2.5H6.5V15Z"/>
</svg>`,Vm=`<svg aria-hidden="true" viewBox="0 0 26 24">
  <path d="M18.5 6.5V3H16v6h6V6.5h-3.5ZM16 21h2.5v-3.5H22V15h-6v6ZM4 17.5h3.5V21H10v-6H4v2.5Zm3.5-11H4V9h6V3H7.5v3.5Z"/>
</svg>`;function Km(t){return`
    <style>
      :host([${s.MEDIA_IS_FULLSCREEN}]) slot[name=icon] slot:not([name=exit]) {
        display: none !important;
      }

      
      :host(:not([${s.MEDIA_IS_FULLSCREEN}])) slot[name=icon] slot:not([name=enter]) {
        display: none !important;
      }

      :host([${s.MEDIA_IS_FULLSCREEN}]) slot[name=tooltip-enter],
      :host(:not([${s.MEDIA_IS_FULLSCREEN}])) slot[name=tooltip-exit] {
        display: none;
      }
    </style>

    <slot name="icon">
      <slot name="enter">${Fm}</slot>
      <slot name="exit">${Vm}</slot>
    </slot>
  `}function Gm(){return`
    <slot name="tooltip-enter">${E("Enter fullscreen mode")}</slot>
    <slot name="tooltip-exit">${E("Exit fullscreen mode")}</slot>
  `}var Yc=t=>{let e=t.mediaIsFullscreen?E("exit fullscreen mode"):E("enter fullscreen mode");t.setAttribute("aria-label",e)},Pn=class extends B{constructor(){super(...arguments),Wm(this,xa,null)}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_IS_FULLSCREEN,s.MEDIA_FULLSCREEN_UNAVAILABLE]}connectedCallback(){super.connectedCallback(),Yc(this)}attributeChangedCallback(e,i,n){super.attributeChangedCallback(e,i,n),e===s.MEDIA_IS_FULLSCREEN&&Yc(this)}get mediaFullscreenUnavailable(){return x(this,s.MEDIA_FULLSCREEN_UNAVAILABLE)}set mediaFullscreenUnavailable(e){C(this,s.MEDIA_FULLSCREEN_UNAVAILABLE,e)}get mediaIsFullscreen(){return S(this,s.MEDIA_IS_FULLSCREEN)}set mediaIsFullscreen(e){k(this,s.MEDIA_IS_FULLSCREEN,e)}handleClick(e){Bm(this,xa,e);let i=$m(this,xa)instanceof PointerEvent,n=this.mediaIsFullscreen?new l.CustomEvent(h.MEDIA_EXIT_FULLSCREEN_REQUEST,{composed:!0,bubbles:!0}):new l.CustomEvent(h.MEDIA_ENTER_FULLSCREEN_REQUEST,{composed:!0,bubbles:!0,detail:i});this.dispatchEvent(n)}};xa=new WeakMap;Pn.getSlotTemplateHTML=Km;Pn.getTooltipContentHTML=Gm;l.customElements.get("media-fullscreen-button")||l.customElements.define("media-fullscreen-button",Pn);var zc=`<svg aria-hidden="true" viewBox="0 0 26 24">
  <path d="M22.13 3H3.87a.87.87 0 0 0-.87.87v13.26a.87.87 0 0 0 .87.87h3.4L9 16H5V5h16v11h-4l1.72 2h3.4a.87.87 0 0 0 .87-.87V3.87a.87.87 0 0 0-.86-.87Zm-8.75 11.44a.5.5 0 0 0-.76 0l-4.91 5.73a.5.5 0 0 0 .38.83h9.82a.501.501 0 0 0 .38-.83l-4.91-5.73Z"/>
</svg>
`;function qm(t){return`
    <style>
      :host([${s.MEDIA_IS_AIRPLAYING}]) slot[name=icon] slot:not([name=exit]) {
        display: none !important;
      }

      
      :host(:not([${s.MEDIA_IS_AIRPLAYING}])) slot[name=icon] slot:not([name=enter]) {
        display: none !important;
      }

      :host([${s.MEDIA_IS_AIRPLAYING}]) slot[name=tooltip-enter],
      :host(:not([${s.MEDIA_IS_AIRPLAYING}])) slot[name=tooltip-exit] {
        display: none;
      }
    </style>

    <slot name="icon">
      <slot name="enter">${zc}</slot>
      <slot name="exit">${zc}</slot>
    </slot>
  `}function Ym(){return`
    <slot name="tooltip-enter">${E("start airplay")}</slot>
    <slot name="tooltip-exit">${E("stop airplay")}</slot>
  `}var Zc=t=>{let e=t.mediaIsAirplaying?E("stop airplay"):E("start airplay");t.setAttribute("aria-label",e)},Nn=class extends B{static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_IS_AIRPLAYING,s.MEDIA_AIRPLAY_UNAVAILABLE]}connectedCallback(){super.connectedCallback(),Zc(this)}attributeChangedCallback(e,i,n){super.attributeChangedCallback(e,i,n),e===s.MEDIA_IS_AIRPLAYING&&Zc(this)}get mediaIsAirplaying(){return S(this,s.MEDIA_IS_AIRPLAYING)}set mediaIsAirplaying(e){k(this,s.MEDIA_IS_AIRPLAYING,e)}get mediaAirplayUnavailable(){return x(this,s.MEDIA_AIRPLAY_UNAVAILABLE)}set mediaAirplayUnavailable(e){C(this,s.MEDIA_AIRPLAY_UNAVAILABLE,e)}handleClick(){let e=new l.CustomEvent(h.MEDIA_AIRPLAY_REQUEST,{composed:!0,bubbles:!0});this.dispatchEvent(e)}};Nn.getSlotTemplateHTML=qm;Nn.getTooltipContentHTML=Ym;l.customElements.get("media-airplay-button")||l.customElements.define("media-airplay-button",Nn);function Xc({anchor:t,floating:e,placement:i}){let n=Qm({anchor:t,floating:e}),{x:r,y:a}=Zm(n,i);return{x:r,y:a}}function Qm({anchor:t,floating:e}){return{anchor:zm(t,e.offsetParent),floating:{x:0,y:0,width:e.offsetWidth,height:e.offsetHeight}}}function zm(t,e){var i;let n=t.getBoundingClientRect(),r=(i=e?.getBoundingClientRect())!=null?i:{x:0,y:0};return{x:n.x-r.x,y:n.y-r.y,width:n.width,height:n.height}}function Zm({anchor:t,floating:e},i){let n=Xm(i)==="x"?"y":"x",r=n==="y"?"height":"width",a=Jc(i),o=t.x+t.width/2-e.width/2,d=t.y+t.height/2-e.height/2,c=t[r]/2-e[r]/2,p;switch(a){case"top":p={x:o,y:t.y-e.height};break;case"bottom":p={x:o,y:t.y+t.height};break;case"right":p={x:t.x+t.width,y:d};break;case"left":p={x:t.x-e.width,y:d};break;default:p={x:t.x,y:t.y}}switch(i.split("-")[1]){case"start":p[n]-=c;break;case"end":p[n]+=c;break}return p}function Jc(t){return t.split("-")[0]}function Xm(t){return["top","bottom"].includes(Jc(t))?"y":"x"}var At=class extends Event{constructor({action:e="auto",relatedTarget:i,...n}){super("invoke",n),this.action=e,this.relatedTarget=i}},Oa=class extends Event{constructor({newState:e,oldState:i,...n}){super("toggle",n),this.newState=e,this.oldState=i}};var Wo=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},P=(t,e,i)=>(Wo(t,e,"read from private field"),i?i.call(t):e.get(t)),H=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Te=(t,e,i,n)=>(Wo(t,e,"write to private field"),n?n.call(t,i):e.set(t,i),i),$=(t,e,i)=>(Wo(t,e,"access private method"),i),Ge,Tt,rt,Ua,Hn,zt,Bn,Lo,jc,Ha,Bo,$a,Pa,Ro,Do,eu,Co,tu,xo,iu,Ri,Di,Ci,Fn,Wa,Fo,Oo,nu,Vo,ru,Uo,au,Ko,su,Po,ou,No,lu,$n,Ba,Ho,du,Wn,Fa,Na,$o;function qe({type:t,text:e,value:i,checked:n}){let r=V.createElement("media-chrome-menu-item");r.type=t??"",r.part.add("menu-item"),t&&r.part.add(t),r.value=i,r.checked=n;let a=V.createElement("span");return a.textContent=e,r.append(a),r}function Ce(t,e){let i=t.querySelector(`:scope > [slot="${e}"]`);if(i?.nodeName=="SLOT"&&(i=i.assignedElements({flatten:!0})[0]),i)return i=i.cloneNode(!0),i;let n=t.shadowRoot.querySelector(`[name="${e}"] > svg`);return n?n.cloneNode(!0):""}function Jm(t){return`
    <style>
      :host {
        font: var(--media-font,
          var(--media-font-weight, normal)
          var(--media-font-size, 14px) /
          var(--media-text-content-height, var(--media-control-height, 24px))
          var(--media-font-family, helvetica neue, segoe ui, roboto, arial, sans-serif));
        color: var(--media-text-color, var(--media-primary-color, rgb(238 238 238)));
        --_menu-bg: rgb(20 20 30 / .8);
        background: var(--media-menu-background, var(--media-control-background, var(--media-secondary-color, var(--_menu-bg))));
        border-radius: var(--media-menu-border-radius);
        border: var(--media-menu-border, none);
        display: var(--media-menu-display, inline-flex) !important;
        
        transition: var(--media-menu-transition-in,
          visibility 0s,
          opacity .2s ease-out,
          transform .15s ease-out,
          left .2s ease-in-out,
          min-width .2s ease-in-out,
          min-height .2s ease-in-out
        ) !important;
        
        visibility: var(--media-menu-visibility, visible);
        opacity: var(--media-menu-opacity, 1);
        max-height: var(--media-menu-max-height, var(--_menu-max-height, 300px));
        transform: var(--media-menu-transform-in, translateY(0) scale(1));
        flex-direction: column;
        
        min-height: 0;
        position: relative;
        bottom: var(--_menu-bottom);
        box-sizing: border-box;
      } 

      @-moz-document url-prefix() {
        :host{
          --_menu-bg: rgb(20 20 30);
        }
      }

      :host([hidden]) {
        transition: var(--media-menu-transition-out,
          visibility .15s ease-in,
          opacity .15s ease-in,
          transform .15s ease-in
        ) !important;
        visibility: var(--media-menu-hidden-visibility, hidden);
        opacity: var(--media-menu-hidden-opacity, 0);
        max-height: var(--media-menu-hidden-max-height,
          var(--media-menu-max-height, var(--_menu-max-height, 300px)));
        transform: var(--media-menu-transform-out, translateY(2px) scale(.99));
        pointer-events: none;
      }

      :host([slot="submenu"]) {
        background: none;
        width: 100%;
        min-height: 100%;
        position: absolute;
        bottom: 0;
        right: -100%;
      }

      #container {
        display: flex;
        flex-direction: column;
        min-height: 0;
        transition: transform .2s ease-out;
        transform: translate(0, 0);
      }

      #container.has-expanded {
        transition: transform .2s ease-in;
        transform: translate(-100%, 0);
      }

      button {
        background: none;
        color: inherit;
        border: none;
        padding: 0;
        font: inherit;
        outline: inherit;
        display: inline-flex;
        align-items: center;
      }

      slot[name="header"][hidden] {
        display: none;
      }

      slot[name="header"] > *,
      slot[name="header"]::slotted(*) {
        padding: .4em .7em;
        border-bottom: 1px solid rgb(255 255 255 / .25);
        cursor: var(--media-cursor, default);
      }

      slot[name="header"] > button[part~="back"],
      slot[name="header"]::slotted(button[part~="back"]) {
        cursor: var(--media-cursor, pointer);
      }

      svg[part~="back"] {
        height: var(--media-menu-icon-height, var(--media-control-height, 24px));
        fill: var(--media-icon-color, var(--media-primary-color, rgb(238 238 238)));
        display: block;
        margin-right: .5ch;
      }

      slot:not([name]) {
        gap: var(--media-menu-gap);
        flex-direction: var(--media-menu-flex-direction, column);
        overflow: var(--media-menu-overflow, hidden auto);
        display: flex;
        min-height: 0;
      }

      :host([role="menu"]) slot:not([name]) {
        padding-block: .4em;
      }

      slot:not([name])::slotted([role="menu"]) {
        background: none;
      }

      media-chrome-menu-item > span {
        margin-right: .5ch;
        max-width: var(--media-menu-item-max-width);
        text-overflow: ellipsis;
        overflow: hidden;
      }
    </style>
    <style id="layout-row" media="width:0">

      slot[name="header"] > *,
      slot[name="header"]::slotted(*) {
        padding: .4em .5em;
      }

      slot:not([name]) {
        gap: var(--media-menu-gap, .25em);
        flex-direction: var(--media-menu-flex-direction, row);
        padding-inline: .5em;
      }

      media-chrome-menu-item {
        padding: .3em .5em;
      }

      media-chrome-menu-item[aria-checked="true"] {
        background: var(--media-menu-item-checked-background, rgb(255 255 255 / .2));
      }

      
      media-chrome-menu-item::part(checked-indicator) {
        display: var(--media-menu-item-checked-indicator-display, none);
      }
    </style>
    <div id="container" part="container">
      <slot name="header" hidden>
        <button part="back button" aria-label="Back to previous menu">
          <slot name="back-icon">
            <svg aria-hidden="true" viewBox="0 0 20 24" part="back indicator">
              <path d="m11.88 17.585.742-.669-4.2-4.665 4.2-4.666-.743-.669-4.803 5.335 4.803 5.334Z"/>
            </svg>
          </slot>
          <slot name="title"></slot>
        </button>
      </slot>
      <slot></slot>
    </div>
    <slot name="checked-indicator" hidden></slot>
  `}var Qt={STYLE:"style",HIDDEN:"hidden",DISABLED:"disabled",ANCHOR:"anchor"},ae=class extends l.HTMLElement{constructor(){if(super(),H(this,Lo),H(this,Ha),H(this,Pa),H(this,Do),H(this,Co),H(this,xo),H(this,Ci),H(this,Wa),H(this,Oo),H(this,Vo),H(this,Uo),H(this,Ko),H(this,Po),H(this,No),H(this,$n),H(this,Ho),H(this,Wn),H(this,Na),H(this,Ge,null),H(this,Tt,null),H(this,rt,null),H(this,Ua,new Set),H(this,Hn,void 0),H(this,zt,!1),H(this,Bn,null),H(this,$a,()=>{let e=P(this,Ua),i=new Set(this.items);for(let n of e)i.has(n)||this.dispatchEvent(new CustomEvent("removemenuitem",{detail:n}));for(let n of i)e.has(n)||this.dispatchEvent(new CustomEvent("addmenuitem",{detail:n}));Te(this,Ua,i)}),H(this,Ri,()=>{$(this,Ci,Fn).call(this),$(this,Wa,Fo).call(this,!1)}),H(this,Di,()=>{$(this,Ci,Fn).call(this)}),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let e=q(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(e)}this.container=this.shadowRoot.querySelector("#container"),this.defaultSlot=this.shadowRoot.querySelector("slot:not([name])"),Te(this,Hn,new MutationObserver(P(this,$a)))}static get observedAttributes(){return[Qt.DISABLED,Qt.HIDDEN,Qt.STYLE,Qt.ANCHOR,M.MEDIA_CONTROLLER]}static formatMenuItemText(e,i){return e}enable(){this.addEventListener("click",this),this.addEventListener("focusout",this),this.addEventListener("keydown",this),this.addEventListener("invoke",this),this.addEventListener("toggle",this)}disable(){this.removeEventListener("click",this),this.removeEventListener("focusout",this),this.removeEventListener("keyup",this),this.removeEventListener("invoke",this),this.removeEventListener("toggle",this)}handleEvent(e){switch(e.type){case"slotchange":$(this,Lo,jc).call(this,e);break;case"invoke":$(this,Do,eu).call(this,e);break;case"click":$(this,Oo,nu).call(this,e);break;case"toggle":$(this,Uo,au).call(this,e);break;case"focusout":$(this,Po,ou).call(this,e);break;case"keydown":$(this,No,lu).call(this,e);break}}connectedCallback(){var e,i;P(this,Hn).observe(this.defaultSlot,{childList:!0}),Te(this,Bn,nn(this.shadowRoot,":host")),$(this,Pa,Ro).call(this),this.hasAttribute("disabled")||this.enable(),this.role||(this.role="menu"),Te(this,Ge,_r(this)),(i=(e=P(this,Ge))==null?void 0:e.associateElement)==null||i.call(e,this),this.hidden||(je(Vn(this),P(this,Ri)),je(this,P(this,Di))),$(this,Ha,Bo).call(this),this.shadowRoot.addEventListener("slotchange",this)}disconnectedCallback(){var e,i;P(this,Hn).disconnect(),et(Vn(this),P(this,Ri)),et(this,P(this,Di)),this.disable(),(i=(e=P(this,Ge))==null?void 0:e.unassociateElement)==null||i.call(e,this),Te(this,Ge,null),Te(this,Tt,null),Te(this,rt,null),this.shadowRoot.removeEventListener("slotchange",this)}attributeChangedCallback(e,i,n){var r,a,o,d;e===Qt.HIDDEN&&n!==i?(P(this,zt)||Te(this,zt,!0),this.hidden?$(this,xo,iu).call(this):$(this,Co,tu).call(this),this.dispatchEvent(new Oa({oldState:this.hidden?"open":"closed",newState:this.hidden?"closed":"open",bubbles:!0}))):e===M.MEDIA_CONTROLLER?(i&&((a=(r=P(this,Ge))==null?void 0:r.unassociateElement)==null||a.call(r,this),Te(this,Ge,null)),n&&this.isConnected&&(Te(this,Ge,_r(this)),(d=(o=P(this,Ge))==null?void 0:o.associateElement)==null||d.call(o,this))):e===Qt.DISABLED&&n!==i?n==null?this.enable():this.disable():e===Qt.STYLE&&n!==i&&$(this,Pa,Ro).call(this)}formatMenuItemText(e,i){return this.constructor.formatMenuItemText(e,i)}get anchor(){return this.getAttribute("anchor")}set anchor(e){this.setAttribute("anchor",`${e}`)}get anchorElement(){var e;return this.anchor?(e=Ct(this))==null?void 0:e.querySelector(`#${this.anchor}`):null}get items(){return this.defaultSlot.assignedElements({flatten:!0}).filter(jm)}get radioGroupItems(){return this.items.filter(e=>e.role==="menuitemradio")}get checkedItems(){return this.items.filter(e=>e.checked)}get value(){var e,i;return(i=(e=this.checkedItems[0])==null?void 0:e.value)!=null?i:""}set value(e){let i=this.items.find(n=>n.value===e);i&&$(this,Na,$o).call(this,i)}focus(){if(Te(this,Tt,tn()),this.items.length){$(this,Wn,Fa).call(this,this.items[0]),this.items[0].focus();return}let e=this.querySelector('[autofocus], [tabindex]:not([tabindex="-1"]), [role="menu"]');e?.focus()}handleSelect(e){var i;let n=$(this,$n,Ba).call(this,e);n&&($(this,Na,$o).call(this,n,n.type==="checkbox"),P(this,rt)&&!this.hidden&&((i=P(this,Tt))==null||i.focus(),this.hidden=!0))}get keysUsed(){return["Enter","Escape","Tab"," ","ArrowDown","ArrowUp","Home","End"]}handleMove(e){var i,n;let{key:r}=e,a=this.items,o=(n=(i=$(this,$n,Ba).call(this,e))!=null?i:$(this,Ho,du).call(this))!=null?n:a[0],d=a.indexOf(o),c=Math.max(0,d);r==="ArrowDown"?c++:r==="ArrowUp"?c--:e.key==="Home"?c=0:e.key==="End"&&(c=a.length-1),c<0&&(c=a.length-1),c>a.length-1&&(c=0),$(this,Wn,Fa).call(this,a[c]),a[c].focus()}};Ge=new WeakMap;Tt=new WeakMap;rt=new WeakMap;Ua=new WeakMap;Hn=new WeakMap;zt=new WeakMap;Bn=new WeakMap;Lo=new WeakSet;jc=function(t){let e=t.target;for(let i of e.assignedNodes({flatten:!0}))i.nodeType===3&&i.textContent.trim()===""&&i.remove();["header","title"].includes(e.name)&&$(this,Ha,Bo).call(this),e.name||P(this,$a).call(this)};Ha=new WeakSet;Bo=function(){let t=this.shadowRoot.querySelector('slot[name="header"]'),e=this.shadowRoot.querySelector('slot[name="title"]');t.hidden=e.assignedNodes().length===0&&t.assignedNodes().length===0};$a=new WeakMap;Pa=new WeakSet;Ro=function(){var t;let e=this.shadowRoot.querySelector("#layout-row"),i=(t=getComputedStyle(this).getPropertyValue("--media-menu-layout"))==null?void 0:t.trim();e.setAttribute("media",i==="row"?"":"width:0")};Do=new WeakSet;eu=function(t){Te(this,rt,t.relatedTarget),de(this,t.relatedTarget)||(this.hidden=!this.hidden)};Co=new WeakSet;tu=function(){var t;(t=P(this,rt))==null||t.setAttribute("aria-expanded","true"),this.addEventListener("transitionend",()=>this.focus(),{once:!0}),je(Vn(this),P(this,Ri)),je(this,P(this,Di))};xo=new WeakSet;iu=function(){var t;(t=P(this,rt))==null||t.setAttribute("aria-expanded","false"),et(Vn(this),P(this,Ri)),et(this,P(this,Di))};Ri=new WeakMap;Di=new WeakMap;Ci=new WeakSet;Fn=function(t){if(this.hasAttribute("mediacontroller")&&!this.anchor||this.hidden||!this.anchorElement)return;let{x:e,y:i}=Xc({anchor:this.anchorElement,floating:this,placement:"top-start"});t??(t=this.offsetWidth);let r=Vn(this).getBoundingClientRect(),a=r.width-e-t,o=r.height-i-this.offsetHeight,{style:d}=P(this,Bn);d.setProperty("position","absolute"),d.setProperty("right",`${Math.max(0,a)}px`),d.setProperty("--_menu-bottom",`${o}px`);let c=getComputedStyle(this),g=d.getPropertyValue("--_menu-bottom")===c.bottom?o:parseFloat(c.bottom),y=r.height-g-parseFloat(c.marginBottom);this.style.setProperty("--_menu-max-height",`${y}px`)};Wa=new WeakSet;Fo=function(t){let e=this.querySelector('[role="menuitem"][aria-haspopup][aria-expanded="true"]'),i=e?.querySelector('[role="menu"]'),{style:n}=P(this,Bn);if(t||n.setProperty("--media-menu-transition-in","none"),i){let r=i.offsetHeight,a=Math.max(i.offsetWidth,e.offsetWidth);this.style.setProperty("min-width",`${a}px`),this.style.setProperty("min-height",`${r}px`),$(this,Ci,Fn).call(this,a)}else this.style.removeProperty("min-width"),this.style.removeProperty("min-height"),$(this,Ci,Fn).call(this);n.removeProperty("--media-menu-transition-in")};Oo=new WeakSet;nu=function(t){var e;if(t.stopPropagation(),t.composedPath().includes(P(this,Vo,ru))){(e=P(this,Tt))==null||e.focus(),this.hidden=!0;return}let i=$(this,$n,Ba).call(this,t);!i||i.hasAttribute("disabled")||($(this,Wn,Fa).call(this,i),this.handleSelect(t))};Vo=new WeakSet;ru=function(){var t;return(t=this.shadowRoot.querySelector('slot[name="header"]').assignedElements({flatten:!0}))==null?void 0:t.find(i=>i.matches('button[part~="back"]'))};Uo=new WeakSet;au=function(t){if(t.target===this)return;$(this,Ko,su).call(this);let e=Array.from(this.querySelectorAll('[role="menuitem"][aria-haspopup]'));for(let i of e)i.invokeTargetElement!=t.target&&t.newState=="open"&&i.getAttribute("aria-expanded")=="true"&&!i.invokeTargetElement.hidden&&i.invokeTargetElement.dispatchEvent(new At({relatedTarget:i}));for(let i of e)i.setAttribute("aria-expanded",`${!i.submenuElement.hidden}`);$(this,Wa,Fo).call(this,!0)};Ko=new WeakSet;su=function(){let e=this.querySelector('[role="menuitem"] > [role="menu"]:not([hidden])');this.container.classList.toggle("has-expanded",!!e)};Po=new WeakSet;ou=function(t){var e;de(this,t.relatedTarget)||(P(this,zt)&&((e=P(this,Tt))==null||e.focus()),P(this,rt)&&P(this,rt)!==t.relatedTarget&&!this.hidden&&(this.hidden=!0))};No=new WeakSet;lu=function(t){var e,i,n,r,a;let{key:o,ctrlKey:d,altKey:c,metaKey:p}=t;if(!(d||c||p)&&this.keysUsed.includes(o))if(t.preventDefault(),t.stopPropagation(),o==="Tab"){if(P(this,zt)){this.hidden=!0;return}t.shiftKey?(i=(e=this.previousElementSibling)==null?void 0:e.focus)==null||i.call(e):(r=(n=this.nextElementSibling)==null?void 0:n.focus)==null||r.call(n),this.blur()}else o==="Escape"?((a=P(this,Tt))==null||a.focus(),P(this,zt)&&(this.hidden=!0)):o==="Enter"||o===" "?this.handleSelect(t):this.handleMove(t)};$n=new WeakSet;Ba=function(t){return t.composedPath().find(e=>["menuitemradio","menuitemcheckbox"].includes(e.role))};Ho=new WeakSet;du=function(){return this.items.find(t=>t.tabIndex===0)};Wn=new WeakSet;Fa=function(t){for(let e of this.items)e.tabIndex=e===t?0:-1};Na=new WeakSet;$o=function(t,e){let i=[...this.checkedItems];t.type==="radio"&&this.radioGroupItems.forEach(n=>n.checked=!1),e?t.checked=!t.checked:t.checked=!0,this.checkedItems.some((n,r)=>n!=i[r])&&this.dispatchEvent(new Event("change",{bubbles:!0,composed:!0}))};ae.shadowRootOptions={mode:"open"};ae.getTemplateHTML=Jm;function jm(t){return["menuitem","menuitemradio","menuitemcheckbox"].includes(t?.role)}function Vn(t){var e;return(e=t.getAttribute("bounds")?Oe(t,`#${t.getAttribute("bounds")}`):oe(t)||t.parentElement)!=null?e:t}l.customElements.get("media-chrome-menu")||l.customElements.define("media-chrome-menu",ae);function ep(t){return`
    ${ae.getTemplateHTML(t)}
    <style>
      :host {
        --_menu-bg: rgb(20 20 30 / .8);
        background: var(--media-settings-menu-background,
            var(--media-menu-background,
              var(--media-control-background,
                var(--media-secondary-color, var(--_menu-bg)))));
        min-width: var(--media-settings-menu-min-width, 170px);
        border-radius: 2px 2px 0 0;
        overflow: hidden;
      }

      @-moz-document url-prefix() {
        :host{
          --_menu-bg: rgb(20 20 30);
        }
      }

      :host([role="menu"]) {
        
        justify-content: end;
      }

      slot:not([name]) {
        justify-content: var(--media-settings-menu-justify-content);
        flex-direction: var(--media-settings-menu-flex-direction, column);
        overflow: visible;
      }

      #container.has-expanded {
        --media-settings-menu-item-opacity: 0;
      }
    </style>
  `}var Va=class extends ae{get anchorElement(){return this.anchor!=="auto"?super.anchorElement:oe(this).querySelector("media-settings-menu-button")}};Va.getTemplateHTML=ep;l.customElements.get("media-settings-menu")||l.customElements.define("media-settings-menu",Va);var Kn=class extends B{connectedCallback(){super.connectedCallback(),this.invokeTargetElement&&this.setAttribute("aria-haspopup","menu")}get invokeTarget(){return this.getAttribute("invoketarget")}set invokeTarget(e){this.setAttribute("invoketarget",`${e}`)}get invokeTargetElement(){var e;return this.invokeTarget?(e=Ct(this))==null?void 0:e.querySelector(`#${this.invokeTarget}`):null}handleClick(){var e;(e=this.invokeTargetElement)==null||e.dispatchEvent(new At({relatedTarget:this}))}};l.customElements.get("media-chrome-menu-button")||l.customElements.define("media-chrome-menu-button",Kn);function tp(){return`
    <style>
      :host([aria-expanded="true"]) slot[name=tooltip] {
        display: none;
      }
    </style>
    <slot name="icon">
      <svg aria-hidden="true" viewBox="0 0 24 24">
        <path d="M4.5 14.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Zm7.5 0a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Zm7.5 0a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z"/>
      </svg>
    </slot>
  `}function ip(){return E("Settings")}var Gn=class extends Kn{static get observedAttributes(){return[...super.observedAttributes,"target"]}connectedCallback(){super.connectedCallback(),this.setAttribute("aria-label",E("settings"))}get invokeTargetElement(){return this.invokeTarget!=null?super.invokeTargetElement:oe(this).querySelector("media-settings-menu")}};Gn.getSlotTemplateHTML=tp;Gn.getTooltipContentHTML=ip;l.customElements.get("media-settings-menu-button")||l.customElements.define("media-settings-menu-button",Gn);var Zo=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},ue=(t,e,i)=>(Zo(t,e,"read from private field"),i?i.call(t):e.get(t)),at=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Go=(t,e,i,n)=>(Zo(t,e,"write to private field"),n?n.call(t,i):e.set(t,i),i),Oi=(t,e,i)=>(Zo(t,e,"access private method"),i),Ka,Yn,qo,cu,qa,Xo,Jo,uu,Ye,xi,Yo,Ga,Qo;function np(t){return`
    <style>
      :host {
        transition: var(--media-menu-item-transition,
          background .15s linear,
          opacity .2s ease-in-out
        );
        outline: var(--media-menu-item-outline, 0);
        outline-offset: var(--media-menu-item-outline-offset, -1px);
        cursor: var(--media-cursor, pointer);
        display: flex;
        align-items: center;
        align-self: stretch;
        justify-self: stretch;
        white-space: nowrap;
        white-space-collapse: collapse;
        text-wrap: nowrap;
        padding: .4em .8em .4em 1em;
      }

      :host(:focus-visible) {
        box-shadow: var(--media-menu-item-focus-shadow, inset 0 0 0 2px rgb(27 127 204 / .9));
        outline: var(--media-menu-item-hover-outline, 0);
        outline-offset: var(--media-menu-item-hover-outline-offset,  var(--media-menu-item-outline-offset, -1px));
      }

      :host(:hover) {
        cursor: var(--media-cursor, pointer);
        background: var(--media-menu-item-hover-background, rgb(92 92 102 / .5));
        outline: var(--media-menu-item-hover-outline);
        outline-offset: var(--media-menu-item-hover-outline-offset,  var(--media-menu-item-outline-offset, -1px));
      }

      :host([aria-checked="true"]) {
        background: var(--media-menu-item-checked-background);
      }

      :host([hidden]) {
        display: none;
      }

      :host([disabled]) {
        pointer-events: none;
        color: rgba(255, 255, 255, .3);
      }

      slot:not([name]) {
        width: 100%;
      }

      slot:not([name="submenu"]) {
        display: inline-flex;
        align-items: center;
        transition: inherit;
        opacity: var(--media-menu-item-opacity, 1);
      }

      slot[name="description"] {
        justify-content: end;
      }

      slot[name="description"] > span {
        display: inline-block;
        margin-inline: 1em .2em;
        max-width: var(--media-menu-item-description-max-width, 100px);
        text-overflow: ellipsis;
        overflow: hidden;
        font-size: .8em;
        font-weight: 400;
        text-align: right;
        position: relative;
        top: .04em;
      }

      slot[name="checked-indicator"] {
        display: none;
      }

      :host(:is([role="menuitemradio"],[role="menuitemcheckbox"])) slot[name="checked-indicator"] {
        display: var(--media-menu-item-checked-indicator-display, inline-block);
      }

      
      svg, img, ::slotted(svg), ::slotted(img) {
        height: var(--media-menu-item-icon-height, var(--media-control-height, 24px));
        fill: var(--media-icon-color, var(--media-primary-color, rgb(238 238 238)));
        display: block;
      }

      
      [part~="indicator"],
      ::slotted([part~="indicator"]) {
        fill: var(--media-menu-item-indicator-fill,
          var(--media-icon-color, var(--media-primary-color, rgb(238 238 238))));
        height: var(--media-menu-item-indicator-height, 1.25em);
        margin-right: .5ch;
      }

      [part~="checked-indicator"] {
        visibility: hidden;
      }

      :host([aria-checked="true"]) [part~="checked-indicator"] {
        visibility: visible;
      }
    </style>
    <slot name="checked-indicator">
      <svg aria-hidden="true" viewBox="0 1 24 24" part="checked-indicator indicator">
        <path d="m10 15.17 9.193-9.191 1.414 1.414-10.606 10.606-6.364-6.364 1.414-1.414 4.95 4.95Z"/>
      </svg>
    </slot>
    <slot name="prefix"></slot>
    <slot></slot>
    <slot name="description"></slot>
    <slot name="suffix">
      ${this.getSuffixSlotInnerHTML(t)}
    </slot>
    <slot name="submenu"></slot>
  `}function rp(t){return""}var ye={TYPE:"type",VALUE:"value",CHECKED:"checked",DISABLED:"disabled"},st=class extends l.HTMLElement{constructor(){if(super(),at(this,qo),at(this,qa),at(this,Jo),at(this,Ga),at(this,Ka,!1),at(this,Yn,void 0),at(this,Ye,()=>{var e,i;this.submenuElement.items&&this.setAttribute("submenusize",`${this.submenuElement.items.length}`);let n=this.shadowRoot.querySelector('slot[name="description"]'),r=(e=this.submenuElement.checkedItems)==null?void 0:e[0],a=(i=r?.dataset.description)!=null?i:r?.text,o=V.createElement("span");o.textContent=a??"",n.replaceChildren(o)}),at(this,xi,e=>{let{key:i}=e;if(!this.keysUsed.includes(i)){this.removeEventListener("keyup",ue(this,xi));return}this.handleClick(e)}),at(this,Yo,e=>{let{metaKey:i,altKey:n,key:r}=e;if(i||n||!this.keysUsed.includes(r)){this.removeEventListener("keyup",ue(this,xi));return}this.addEventListener("keyup",ue(this,xi),{once:!0})}),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let e=q(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(e)}}static get observedAttributes(){return[ye.TYPE,ye.DISABLED,ye.CHECKED,ye.VALUE]}enable(){this.hasAttribute("tabindex")||this.setAttribute("tabindex","-1"),qn(this)&&!this.hasAttribute("aria-checked")&&this.setAttribute("aria-checked","false"),this.addEventListener("click",this),this.addEventListener("keydown",this)}disable(){this.removeAttribute("tabindex"),this.removeEventListener("click",this),this.removeEventListener("keydown",this),this.removeEventListener("keyup",this)}handleEvent(e){switch(e.type){case"slotchange":Oi(this,qo,cu).call(this,e);break;case"click":this.handleClick(e);break;case"keydown":ue(this,Yo).call(this,e);break;case"keyup":ue(this,xi).call(this,e);break}}attributeChangedCallback(e,i,n){e===ye.CHECKED&&qn(this)&&!ue(this,Ka)?this.setAttribute("aria-checked",n!=null?"true":"false"):e===ye.TYPE&&n!==i?this.role="menuitem"+n:e===ye.DISABLED&&n!==i&&(n==null?this.enable():this.disable())}connectedCallback(){this.hasAttribute(ye.DISABLED)||this.enable(),this.role="menuitem"+this.type,Go(this,Yn,zo(this,this.parentNode)),Oi(this,Ga,Qo).call(this),this.submenuElement&&Oi(this,qa,Xo).call(this),this.shadowRoot.addEventListener("slotchange",this)}disconnectedCallback(){this.disable(),Oi(this,Ga,Qo).call(this),Go(this,Yn,null),this.shadowRoot.removeEventListener("slotchange",this)}get invokeTarget(){return this.getAttribute("invoketarget")}set invokeTarget(e){this.setAttribute("invoketarget",`${e}`)}get invokeTargetElement(){var e;return this.invokeTarget?(e=Ct(this))==null?void 0:e.querySelector(`#${this.invokeTarget}`):this.submenuElement}get submenuElement(){return this.shadowRoot.querySelector('slot[name="submenu"]').assignedElements({flatten:!0})[0]}get type(){var e;return(e=this.getAttribute(ye.TYPE))!=null?e:""}set type(e){this.setAttribute(ye.TYPE,`${e}`)}get value(){var e;return(e=this.getAttribute(ye.VALUE))!=null?e:this.text}set value(e){this.setAttribute(ye.VALUE,e)}get text(){var e;return((e=this.textContent)!=null?e:"").trim()}get checked(){if(qn(this))return this.getAttribute("aria-checked")==="true"}set checked(e){qn(this)&&(Go(this,Ka,!0),this.setAttribute("aria-checked",e?"true":"false"),e?this.part.add("checked"):this.part.remove("checked"))}handleClick(e){qn(this)||this.invokeTargetElement&&de(this,e.target)&&this.invokeTargetElement.dispatchEvent(new At({relatedTarget:this}))}get keysUsed(){return["Enter"," "]}};Ka=new WeakMap;Yn=new WeakMap;qo=new WeakSet;cu=function(t){let e=t.target;if(!e?.name)for(let n of e.assignedNodes({flatten:!0}))n instanceof Text&&n.textContent.trim()===""&&n.remove();e.name==="submenu"&&(this.submenuElement?Oi(this,qa,Xo).call(this):Oi(this,Jo,uu).call(this))};qa=new WeakSet;Xo=async function(){this.setAttribute("aria-haspopup","menu"),this.setAttribute("aria-expanded",`${!this.submenuElement.hidden}`),this.submenuElement.addEventListener("change",ue(this,Ye)),this.submenuElement.addEventListener("addmenuitem",ue(this,Ye)),this.submenuElement.addEventListener("removemenuitem",ue(this,Ye)),ue(this,Ye).call(this)};Jo=new WeakSet;uu=function(){this.removeAttribute("aria-haspopup"),this.removeAttribute("aria-expanded"),this.submenuElement.removeEventListener("change",ue(this,Ye)),this.submenuElement.removeEventListener("addmenuitem",ue(this,Ye)),this.submenuElement.removeEventListener("removemenuitem",ue(this,Ye)),ue(this,Ye).call(this)};Ye=new WeakMap;xi=new WeakMap;Yo=new WeakMap;Ga=new WeakSet;Qo=function(){var t;let e=(t=ue(this,Yn))==null?void 0:t.radioGroupItems;if(!e)return;let i=e.filter(n=>n.getAttribute("aria-checked")==="true").pop();i||(i=e[0]);for(let n of e)n.setAttribute("aria-checked","false");i?.setAttribute("aria-checked","true")};st.shadowRootOptions={mode:"open"};st.getTemplateHTML=np;st.getSuffixSlotInnerHTML=rp;function qn(t){return t.type==="radio"||t.type==="checkbox"}function zo(t,e){if(!t)return null;let{host:i}=t.getRootNode();return!e&&i?zo(t,i):e?.items?e:zo(e,e?.parentNode)}l.customElements.get("media-chrome-menu-item")||l.customElements.define("media-chrome-menu-item",st);function ap(t){return`
    ${st.getTemplateHTML.call(this,t)}
    <style>
      slot:not([name="submenu"]) {
        opacity: var(--media-settings-menu-item-opacity, var(--media-menu-item-opacity));
      }

      :host([aria-expanded="true"]:hover) {
        background: transparent;
      }
    </style>
  `}function sp(t){return`
    <svg aria-hidden="true" viewBox="0 0 20 24">
      <path d="m8.12 17.585-.742-.669 4.2-4.665-4.2-4.666.743-.669 4.803 5.335-4.803 5.334Z"/>
    </svg>
  `}var Ui=class extends st{};Ui.shadowRootOptions={mode:"open"};Ui.getTemplateHTML=ap;Ui.getSuffixSlotInnerHTML=sp;l.customElements.get("media-settings-menu-item")||l.customElements.define("media-settings-menu-item",Ui);var el=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},ot=(t,e,i)=>(el(t,e,"read from private field"),i?i.call(t):e.get(t)),Ya=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},hu=(t,e,i,n)=>(el(t,e,"write to private field"),n?n.call(t,i):e.set(t,i),i),Pi=(t,e,i)=>(el(t,e,"access private method"),i),Qn,Qe,Ni,zn,Qa,jo,Zn=class extends ae{constructor(){super(...arguments),Ya(this,Ni),Ya(this,Qa),Ya(this,Qn,[]),Ya(this,Qe,{})}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_RENDITION_LIST,s.MEDIA_RENDITION_SELECTED,s.MEDIA_RENDITION_UNAVAILABLE,s.MEDIA_HEIGHT,s.MEDIA_WIDTH]}static formatMenuItemText(e,i){return super.formatMenuItemText(e,i)}static formatRendition(e,{showBitrate:i=!1}={}){let n=`${Math.min(e.width,e.height)}p`;if(i&&e.bitrate){let r=e.bitrate/1e6,a=`${r.toFixed(r<1?1:0)} Mbps`;return`${n} (${a})`}return this.formatMenuItemText(n,e)}static compareRendition(e,i){var n,r;return i.height===e.height?((n=i.bitrate)!=null?n:0)-((r=e.bitrate)!=null?r:0):i.height-e.height}attributeChangedCallback(e,i,n){if(super.attributeChangedCallback(e,i,n),i!==n)switch(e){case s.MEDIA_RENDITION_SELECTED:this.value=n??"auto",Pi(this,Ni,zn).call(this);break;case s.MEDIA_RENDITION_LIST:hu(this,Qn,Pd(n)),Pi(this,Ni,zn).call(this);break;case s.MEDIA_HEIGHT:case s.MEDIA_WIDTH:Pi(this,Ni,zn).call(this);break}}connectedCallback(){super.connectedCallback(),this.addEventListener("change",Pi(this,Qa,jo))}disconnectedCallback(){super.disconnectedCallback(),this.removeEventListener("change",Pi(this,Qa,jo))}get anchorElement(){return this.anchor!=="auto"?super.anchorElement:oe(this).querySelector("media-rendition-menu-button")}get mediaRenditionList(){return ot(this,Qn)}set mediaRenditionList(e){hu(this,Qn,e),Pi(this,Ni,zn).call(this)}get mediaRenditionSelected(){return x(this,s.MEDIA_RENDITION_SELECTED)}set mediaRenditionSelected(e){C(this,s.MEDIA_RENDITION_SELECTED,e)}get mediaHeight(){return Y(this,s.MEDIA_HEIGHT)}set mediaHeight(e){Q(this,s.MEDIA_HEIGHT,e)}get mediaWidth(){return Y(this,s.MEDIA_WIDTH)}set mediaWidth(e){Q(this,s.MEDIA_WIDTH,e)}compareRendition(e,i){return this.constructor.compareRendition(e,i)}formatMenuItemText(e,i){return this.constructor.formatMenuItemText(e,i)}formatRendition(e,i){return this.constructor.formatRendition(e,i)}showRenditionBitrate(e){return this.mediaRenditionList.some(i=>i!==e&&i.height===e.height&&i.bitrate!==e.bitrate)}};Qn=new WeakMap;Qe=new WeakMap;Ni=new WeakSet;zn=function(){let t=!this.mediaRenditionSelected;if(ot(this,Qe).mediaRenditionList===JSON.stringify(this.mediaRenditionList)&&ot(this,Qe).mediaHeight===this.mediaHeight&&ot(this,Qe).mediaWidth===this.mediaWidth&&ot(this,Qe).isAuto===t)return;ot(this,Qe).mediaRenditionList=JSON.stringify(this.mediaRenditionList),ot(this,Qe).mediaHeight=this.mediaHeight,ot(this,Qe).mediaWidth=this.mediaWidth,ot(this,Qe).isAuto=t;let e=this.mediaRenditionList.sort(this.compareRendition.bind(this)),i=e.find(o=>o.id===this.mediaRenditionSelected);for(let o of e)o.selected=o===i;this.defaultSlot.textContent="";for(let o of e){let d=this.formatRendition(o,{showBitrate:this.showRenditionBitrate(o)}),c=qe({type:"radio",text:d,value:`${o.id}`,checked:o.selected&&!t});c.prepend(Ce(this,"checked-indicator")),this.defaultSlot.append(c)}let n=i&&this.showRenditionBitrate(i),r;t&&(i?r=this.formatMenuItemText(`${E("Auto")} \u2022 ${this.formatRendition(i,{showBitrate:n})}`,i):this.mediaHeight>0&&this.mediaWidth>0&&(r=this.formatMenuItemText(`${E("Auto")} (${Math.min(this.mediaWidth,this.mediaHeight)}p)`))),r||(r=this.formatMenuItemText(E("Auto")));let a=qe({type:"radio",text:r,value:"auto",checked:t});a.dataset.description=r,a.prepend(Ce(this,"checked-indicator")),this.defaultSlot.append(a)};Qa=new WeakSet;jo=function(){if(this.value==null)return;let t=new l.CustomEvent(h.MEDIA_RENDITION_REQUEST,{composed:!0,bubbles:!0,detail:this.value});this.dispatchEvent(t)};l.customElements.get("media-rendition-menu")||l.customElements.define("media-rendition-menu",Zn);var op=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},Hi=(t,e,i)=>(op(t,e,"read from private field"),i?i.call(t):e.get(t)),lp=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},yt,tl={RATES:"rates"},il=[1,1.2,1.5,1.7,2],Zt=1;function $i(t){return Math.round(t*100)/100}function dp(t){return`
    <style>
      :host {
        min-width: 5ch;
        padding: var(--media-button-padding, var(--media-control-padding, 10px 5px));
      }
    </style>
    <slot name="icon">${t.mediaplaybackrate?$i(+t.mediaplaybackrate):Zt}x</slot>
  `}function cp(){return E("Playback rate")}var Xn=class extends B{constructor(){var e;super(),lp(this,yt,new mt(this,tl.RATES,{defaultValue:il})),this.container=this.shadowRoot.querySelector('slot[name="icon"]'),this.container.innerHTML=`${$i((e=this.mediaPlaybackRate)!=null?e:Zt)}x`}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_PLAYBACK_RATE,tl.RATES]}attributeChangedCallback(e,i,n){if(super.attributeChangedCallback(e,i,n),e===tl.RATES&&(Hi(this,yt).value=n),e===s.MEDIA_PLAYBACK_RATE){let r=n?+n:Number.NaN,a=$i(Number.isNaN(r)?Zt:r);this.container.innerHTML=`${a}x`,this.setAttribute("aria-label",E("Playback rate {playbackRate}",{playbackRate:a}))}}get rates(){return Hi(this,yt)}set rates(e){e?Array.isArray(e)?Hi(this,yt).value=e.join(" "):typeof e=="string"&&(Hi(this,yt).value=e):Hi(this,yt).value=""}get mediaPlaybackRate(){return Y(this,s.MEDIA_PLAYBACK_RATE,Zt)}set mediaPlaybackRate(e){Q(this,s.MEDIA_PLAYBACK_RATE,e)}handleClick(){var e,i;let n=Array.from(Hi(this,yt).values(),o=>+o).sort((o,d)=>o-d),r=(i=(e=n.find(o=>o>this.mediaPlaybackRate))!=null?e:n[0])!=null?i:Zt,a=new l.CustomEvent(h.MEDIA_PLAYBACK_RATE_REQUEST,{composed:!0,bubbles:!0,detail:r});this.dispatchEvent(a)}};yt=new WeakMap;Xn.getSlotTemplateHTML=dp;Xn.getTooltipContentHTML=cp;l.customElements.get("media-playback-rate-button")||l.customElements.define("media-playback-rate-button",Xn);var mu=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},Bi=(t,e,i)=>(mu(t,e,"read from private field"),i?i.call(t):e.get(t)),nl=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Wi=(t,e,i)=>(mu(t,e,"access private method"),i),St,Fi,Jn,za,al,rl={RATES:"rates"},sl=class extends ae{constructor(){super(),nl(this,Fi),nl(this,za),nl(this,St,new mt(this,rl.RATES,{defaultValue:il})),Wi(this,Fi,Jn).call(this)}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_PLAYBACK_RATE,rl.RATES]}attributeChangedCallback(e,i,n){super.attributeChangedCallback(e,i,n),e===s.MEDIA_PLAYBACK_RATE&&i!=n?(this.value=n,Wi(this,Fi,Jn).call(this)):e===rl.RATES&&i!=n&&(Bi(this,St).value=n,Wi(this,Fi,Jn).call(this))}connectedCallback(){super.connectedCallback(),this.addEventListener("change",Wi(this,za,al))}disconnectedCallback(){super.disconnectedCallback(),this.removeEventListener("change",Wi(this,za,al))}get anchorElement(){return this.anchor!=="auto"?super.anchorElement:oe(this).querySelector("media-playback-rate-menu-button")}get rates(){return Bi(this,St)}set rates(e){e?Array.isArray(e)?Bi(this,St).value=e.join(" "):typeof e=="string"&&(Bi(this,St).value=e):Bi(this,St).value="",Wi(this,Fi,Jn).call(this)}get mediaPlaybackRate(){return Y(this,s.MEDIA_PLAYBACK_RATE,Zt)}set mediaPlaybackRate(e){Q(this,s.MEDIA_PLAYBACK_RATE,e)}};St=new WeakMap;Fi=new WeakSet;Jn=function(){this.defaultSlot.textContent="";let t=$i(this.mediaPlaybackRate),e=new Set(Array.from(Bi(this,St)).map(n=>$i(Number(n))));t>0&&!e.has(t)&&e.add(t);let i=Array.from(e).sort((n,r)=>n-r);for(let n of i){let r=qe({type:"radio",text:this.formatMenuItemText(`${n}x`,n),value:n.toString(),checked:t===n});r.prepend(Ce(this,"checked-indicator")),this.defaultSlot.append(r)}};za=new WeakSet;al=function(){if(!this.value)return;let t=new l.CustomEvent(h.MEDIA_PLAYBACK_RATE_REQUEST,{composed:!0,bubbles:!0,detail:this.value});this.dispatchEvent(t)};l.customElements.get("media-playback-rate-menu")||l.customElements.define("media-playback-rate-menu",sl);var cl=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},up=(t,e,i)=>(cl(t,e,"read from private field"),i?i.call(t):e.get(t)),ol=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},hp=(t,e,i,n)=>(cl(t,e,"write to private field"),n?n.call(t,i):e.set(t,i),i),Za=(t,e,i)=>(cl(t,e,"access private method"),i),ja,Xa,ll,Ja,dl,mp=`
  <svg aria-hidden="true" viewBox="0 0 26 24" part="captions-indicator indicator">
    <path d="M22.83 5.68a2.58 2.58 0 0 0-2.3-2.5c-3.62-.24-11.44-.24-15.06 0a2.58 2.58 0 0 0-2.3 2.5c-.23 4.21-.23 8.43 0 12.64a2.58 2.58 0 0 0 2.3 2.5c3.62.24 11.44.24 15.06 0a2.58 2.58 0 0 0 2.3-2.5c.23-4.21.23-8.43 0-12.64Zm-11.39 9.45a3.07 3.07 0 0 1-1.91.57 3.06 3.06 0 0 1-2.34-1 3.75 3.75 0 0 1-.92-2.67 3.92 3.92 0 0 1 .92-2.77 3.18 3.18 0 0 1 2.43-1 2.94 2.94 0 0 1 2.13.78c.364.359.62.813.74 1.31l-1.43.35a1.49 1.49 0 0 0-1.51-1.17 1.61 1.61 0 0 0-1.29.58 2.79 2.79 0 0 0-.5 1.89 3 3 0 0 0 .49 1.93 1.61 1.61 0 0 0 1.27.58 1.48 1.48 0 0 0 1-.37 2.1 2.1 0 0 0 .59-1.14l1.4.44a3.23 3.23 0 0 1-1.07 1.69Zm7.22 0a3.07 3.07 0 0 1-1.91.57 3.06 3.06 0 0 1-2.34-1 3.75 3.75 0 0 1-.92-2.67 3.88 3.88 0 0 1 .93-2.77 3.14 3.14 0 0 1 2.42-1 3 3 0 0 1 2.16.82 2.8 2.8 0 0 1 .73 1.31l-1.43.35a1.49 1.49 0 0 0-1.51-1.21 1.61 1.61 0 0 0-1.29.58A2.79 2.79 0 0 0 15 12a3 3 0 0 0 .49 1.93 1.61 1.61 0 0 0 1.27.58 1.44 1.44 0 0 0 1-.37 2.1 2.1 0 0 0 .6-1.15l1.4.44a3.17 3.17 0 0 1-1.1 1.7Z"/>
  </svg>`;function pp(t){return`
    ${ae.getTemplateHTML(t)}
    <slot name="captions-indicator" hidden>${mp}</slot>
  `}var es=class extends ae{constructor(){super(...arguments),ol(this,Xa),ol(this,Ja),ol(this,ja,void 0)}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_SUBTITLES_LIST,s.MEDIA_SUBTITLES_SHOWING]}attributeChangedCallback(e,i,n){super.attributeChangedCallback(e,i,n),e===s.MEDIA_SUBTITLES_LIST&&i!==n?Za(this,Xa,ll).call(this):e===s.MEDIA_SUBTITLES_SHOWING&&i!==n&&(this.value=n||"",Za(this,Xa,ll).call(this))}connectedCallback(){super.connectedCallback(),this.addEventListener("change",Za(this,Ja,dl))}disconnectedCallback(){super.disconnectedCallback(),this.removeEventListener("change",Za(this,Ja,dl))}get anchorElement(){return this.anchor!=="auto"?super.anchorElement:oe(this).querySelector("media-captions-menu-button")}get mediaSubtitlesList(){return pu(this,s.MEDIA_SUBTITLES_LIST)}set mediaSubtitlesList(e){vu(this,s.MEDIA_SUBTITLES_LIST,e)}get mediaSubtitlesShowing(){return pu(this,s.MEDIA_SUBTITLES_SHOWING)}set mediaSubtitlesShowing(e){vu(this,s.MEDIA_SUBTITLES_SHOWING,e)}};ja=new WeakMap;Xa=new WeakSet;ll=function(){var t;let e=up(this,ja)!==JSON.stringify(this.mediaSubtitlesList),i=this.value!==this.getAttribute(s.MEDIA_SUBTITLES_SHOWING);if(!e&&!i)return;hp(this,ja,JSON.stringify(this.mediaSubtitlesList)),this.defaultSlot.textContent="";let n=!this.value,r=qe({type:"radio",text:this.formatMenuItemText(E("Off")),value:"off",checked:n});r.prepend(Ce(this,"checked-indicator")),this.defaultSlot.append(r);let a=this.mediaSubtitlesList;for(let o of a){let d=qe({type:"radio",text:this.formatMenuItemText(o.label,o),value:Ur(o),checked:this.value==Ur(o)});d.prepend(Ce(this,"checked-indicator")),((t=o.kind)!=null?t:"subs")==="captions"&&d.append(Ce(this,"captions-indicator")),this.defaultSlot.append(d)}};Ja=new WeakSet;dl=function(){let t=this.mediaSubtitlesShowing,e=this.getAttribute(s.MEDIA_SUBTITLES_SHOWING),i=this.value!==e;if(t?.length&&i&&this.dispatchEvent(new l.CustomEvent(h.MEDIA_DISABLE_SUBTITLES_REQUEST,{composed:!0,bubbles:!0,detail:t})),!this.value||!i)return;let n=new l.CustomEvent(h.MEDIA_SHOW_SUBTITLES_REQUEST,{composed:!0,bubbles:!0,detail:this.value});this.dispatchEvent(n)};es.getTemplateHTML=pp;var pu=(t,e)=>{let i=t.getAttribute(e);return i?hn(i):[]},vu=(t,e,i)=>{if(!i?.length){t.removeAttribute(e);return}let n=Ht(i);t.getAttribute(e)!==n&&t.setAttribute(e,n)};l.customElements.get("media-captions-menu")||l.customElements.define("media-captions-menu",es);var vl=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},Eu=(t,e,i)=>(vl(t,e,"read from private field"),i?i.call(t):e.get(t)),ts=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},ul=(t,e,i,n)=>(vl(t,e,"write to private field"),n?n.call(t,i):e.set(t,i),i),is=(t,e,i)=>(vl(t,e,"access private method"),i),jn,as,ns,hl,rs,ml,pl=class extends ae{constructor(){super(...arguments),ts(this,ns),ts(this,rs),ts(this,jn,[]),ts(this,as,void 0)}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_AUDIO_TRACK_LIST,s.MEDIA_AUDIO_TRACK_ENABLED,s.MEDIA_AUDIO_TRACK_UNAVAILABLE]}attributeChangedCallback(e,i,n){super.attributeChangedCallback(e,i,n),e===s.MEDIA_AUDIO_TRACK_ENABLED&&i!==n?this.value=n:e===s.MEDIA_AUDIO_TRACK_LIST&&i!==n&&(ul(this,jn,Hd(n??"")),is(this,ns,hl).call(this))}connectedCallback(){super.connectedCallback(),this.addEventListener("change",is(this,rs,ml))}disconnectedCallback(){super.disconnectedCallback(),this.removeEventListener("change",is(this,rs,ml))}get anchorElement(){var e;return this.anchor!=="auto"?super.anchorElement:(e=oe(this))==null?void 0:e.querySelector("media-audio-track-menu-button")}get mediaAudioTrackList(){return Eu(this,jn)}set mediaAudioTrackList(e){ul(this,jn,e),is(this,ns,hl).call(this)}get mediaAudioTrackEnabled(){var e;return(e=x(this,s.MEDIA_AUDIO_TRACK_ENABLED))!=null?e:""}set mediaAudioTrackEnabled(e){C(this,s.MEDIA_AUDIO_TRACK_ENABLED,e)}};jn=new WeakMap;as=new WeakMap;ns=new WeakSet;hl=function(){if(Eu(this,as)===JSON.stringify(this.mediaAudioTrackList))return;ul(this,as,JSON.stringify(this.mediaAudioTrackList));let t=this.mediaAudioTrackList;this.defaultSlot.textContent="",t.sort((e,i)=>e.id.localeCompare(i.id,void 0,{numeric:!0}));for(let e of t){let i=this.formatMenuItemText(e.label,e),n=qe({type:"radio",text:i,value:`${e.id}`,checked:e.enabled});n.prepend(Ce(this,"checked-indicator")),this.defaultSlot.append(n)}};rs=new WeakSet;ml=function(){if(this.value==null)return;let t=new l.CustomEvent(h.MEDIA_AUDIO_TRACK_REQUEST,{composed:!0,bubbles:!0,detail:this.value});this.dispatchEvent(t)};l.customElements.get("media-audio-track-menu")||l.customElements.define("media-audio-track-menu",pl);function fu({lines:t}){Zn.formatMenuItemText=e=>e.replace(/(\d+)(?=p\b)/,i=>String(t[i]??i))}var vp=["pointerover","pointerdown","focusin","keydown"],er,ss=class{constructor(e,i){this.isNear=!1;w(this,er,()=>{});this.near=new Promise(n=>D(this,er,n)),this.seen=Promise.race([this.near,Ep(e)]);for(let n of vp)document.addEventListener(n,()=>this.come(),{once:!0,capture:!0});i.addEventListener("play",()=>this.come(),{once:!0})}come(){this.isNear=!0,m(this,er).call(this)}};er=new WeakMap;function Ep(t){return new Promise(e=>{let i=new IntersectionObserver(n=>{n.some(({isIntersecting:r})=>r)&&(i.disconnect(),e())});i.observe(t)})}function gu(t){let e=()=>t.querySelector("media-keyboard-shortcuts-dialog")?.setAttribute("aria-label","Keyboard shortcuts");new MutationObserver(e).observe(t,{childList:!0})}function bu(t){let e=i=>{if(i.target!==document.body&&i.target!==document.documentElement)return;let{key:n,code:r,shiftKey:a,altKey:o,metaKey:d,ctrlKey:c,repeat:p}=i;if(c)return;let g=new KeyboardEvent(i.type,{key:n,code:r,shiftKey:a,altKey:o,metaKey:d,repeat:p,cancelable:!0});t.dispatchEvent(g)||i.preventDefault()};document.addEventListener("keydown",e),document.addEventListener("keyup",e)}var ze,Xt,tr,os,_u,El=class extends EventTarget{constructor(){super(...arguments);w(this,os);w(this,ze,[]);w(this,Xt,-1);w(this,tr,()=>{})}get length(){return m(this,ze).length}get selectedIndex(){return m(this,Xt)}set selectedIndex(i){D(this,Xt,i in m(this,ze)?i:-1),m(this,tr).call(this,m(this,ze)[m(this,Xt)]??null),this.dispatchEvent(new Event("change"))}fill(i,n){for(let r=0;r<Math.max(i.length,m(this,ze).length);r++)A(this,os,_u).call(this,r);D(this,ze,i),D(this,Xt,-1),D(this,tr,n),this.dispatchEvent(new Event(i.length?"addrendition":"removerendition")),this.dispatchEvent(new Event("change"))}[Symbol.iterator](){return m(this,ze)[Symbol.iterator]()}};ze=new WeakMap,Xt=new WeakMap,tr=new WeakMap,os=new WeakSet,_u=function(i){Object.defineProperty(this,i,{configurable:!0,get:()=>m(this,ze)[i]})};var Vi,fl=class{constructor(e,i,n,r,a){this.id=i;this.label=n;this.language=r;this.kind=a;w(this,Vi);D(this,Vi,e)}get enabled(){return m(this,Vi).enabled===this}set enabled(e){e&&m(this,Vi).choose(this)}};Vi=new WeakMap;var Jt,ir,gl=class extends EventTarget{constructor(){super(...arguments);w(this,Jt,[]);w(this,ir,()=>{});this.enabled=null}get length(){return m(this,Jt).length}fill(i,n){D(this,Jt,i.map(r=>new fl(this,r.id,r.label,r.language,r.main?"main":"alternative"))),this.enabled=null,D(this,ir,n),this.dispatchEvent(new Event(i.length?"addtrack":"removetrack"))}choose(i){i!==this.enabled&&(this.playing(i.id),m(this,ir).call(this,i.id))}playing(i){this.enabled=m(this,Jt).find(n=>n.id===i)??null,this.dispatchEvent(new Event("change"))}[Symbol.iterator](){return m(this,Jt)[Symbol.iterator]()}};Jt=new WeakMap,ir=new WeakMap;function Au(t){let e=document.createElement("video");return e.slot="media",e.playsInline=!0,e.crossOrigin="anonymous",t||(Object.defineProperty(e,"videoRenditions",{value:new El}),Object.defineProperty(e,"audioTracks",{value:new gl})),e}var nr,kt,bl,_l,ls=class{constructor(e){this.wanted=e;w(this,kt);w(this,nr,new Map)}get quality(){return Number(A(this,kt,bl).call(this,"kinora-quality"))||0}set quality(e){A(this,kt,_l).call(this,"kinora-quality",e?String(e):"")}get captions(){return A(this,kt,bl).call(this,"kinora-captions")}set captions(e){A(this,kt,_l).call(this,"kinora-captions",e)}};nr=new WeakMap,kt=new WeakSet,bl=function(e){try{return m(this,nr).get(e)??(this.wanted?localStorage.getItem(e):"")??""}catch{return""}},_l=function(e,i){if(m(this,nr).set(e,i),!!this.wanted)try{i?localStorage.setItem(e,i):localStorage.removeItem(e)}catch{}};var Tu=[1e3,2e3,4e3,8e3,15e3],rr,Ki,It,ds=class{constructor(){w(this,rr,0);w(this,Ki,0);w(this,It,null);window.addEventListener("online",()=>this.now())}plan(e){if(m(this,It))return;D(this,It,e);let i=Tu[Math.min(rd(this,rr)._++,Tu.length-1)];D(this,Ki,window.setTimeout(()=>this.now(),i))}now(){let e=m(this,It);D(this,It,null),window.clearTimeout(m(this,Ki)),e?.()}reset(){window.clearTimeout(m(this,Ki)),D(this,It,null),D(this,rr,0)}};rr=new WeakMap,Ki=new WeakMap,It=new WeakMap;var Gi,ar,jt,yu,Al,cs=class{constructor(e,i,n){this.notice=i;this.again=n;w(this,jt);w(this,Gi,0);w(this,ar,0);e.addEventListener("waiting",()=>A(this,jt,yu).call(this)),e.addEventListener("progress",()=>this.arrived());for(let r of["playing","pause","ended","emptied"])e.addEventListener(r,()=>window.clearTimeout(m(this,Gi)))}arrived(){D(this,ar,performance.now())}};Gi=new WeakMap,ar=new WeakMap,jt=new WeakSet,yu=function(){this.arrived(),A(this,jt,Al).call(this)},Al=function(){window.clearTimeout(m(this,Gi));let e=m(this,ar)+6e3-performance.now();e>0?D(this,Gi,window.setTimeout(()=>A(this,jt,Al).call(this),e)):this.notice.shown||this.notice.show(fp(),"Try now",this.again)};function fp(){return`${navigator.onLine?"The connection to the server was lost.":"You are offline."} Trying again\u2026`}function Su({media:t,video:e,options:i,notice:n,tokens:r,memory:a,interest:o}){let d=new ds,c=i.start,p=()=>{let g=!t.paused;c=t.currentTime||c,t.src=r.sign(e.hls),g&&t.play().catch(()=>{})};t.addEventListener("loadedmetadata",()=>{t.currentTime||=od(c,t.duration)}),t.textTracks.addEventListener("addtrack",({track:g})=>{let y=i.subtitles||a.captions;g&&g.kind!=="metadata"&&(g.mode=y&&ji(g.language)===y?"showing":"disabled")}),t.addEventListener("playing",()=>{d.reset(),n.hide()}),t.addEventListener("error",()=>{t.error?.code===MediaError.MEDIA_ERR_NETWORK&&d.plan(p),n.show("This video cannot be played right now.","Try again",p)}),r.addEventListener("renewed",p),new cs(t,n,p),t.preload="none",o.seen.then(()=>t.preload="metadata"),o.near.then(()=>t.preload="auto"),t.src=r.sign(e.hls)}var qi,hs,Yi,sr,us=class{constructor(){w(this,qi,F("notice"));w(this,hs,F("notice-text"));w(this,Yi,F("notice-button"));w(this,sr,()=>{});this.onShow=()=>{};m(this,Yi).addEventListener("click",()=>m(this,sr).call(this))}show(e,i="",n=()=>{}){m(this,hs).textContent=e,m(this,Yi).textContent=i,m(this,Yi).hidden=i==="",D(this,sr,n),m(this,qi).hidden=!1,this.onShow(e)}get shown(){return!m(this,qi).hidden}hide(){m(this,qi).hidden=!0}};qi=new WeakMap,hs=new WeakMap,Yi=new WeakMap,sr=new WeakMap;function F(t){let e=document.getElementById(t);if(!e)throw new Error(`the page has no #${t}`);return e}var Tl="gplayer",lr,dr,U,yl,or,Sl,Iu,wu,Mu,Lu,xe,ms,ps=class{constructor(e,i){this.stage=e;w(this,U);w(this,lr);w(this,dr,!1);D(this,lr,new Map(Object.entries(A(this,U,Iu).call(this)))),window.parent!==window&&(window.addEventListener("message",({source:n,data:r})=>{n===window.parent&&gp(r)&&A(this,U,Mu).call(this,r)}),A(this,U,Lu).call(this,i))}isReady(){A(this,U,or).call(this)||this.stage.media.readyState>=1?A(this,U,yl).call(this):this.stage.media.addEventListener("loadedmetadata",()=>A(this,U,yl).call(this),{once:!0})}error(e){A(this,U,xe).call(this,"error",{code:"MEDIA_SOURCE_UNAVAILABLE",level:"FATAL",message:e})}};lr=new WeakMap,dr=new WeakMap,U=new WeakSet,yl=function(){D(this,dr,!0),A(this,U,xe).call(this,"ready")},or=function(){let{media:e,video:i}=this.stage;return Number.isNaN(e.duration)?i.duration:Number.isFinite(e.duration)?e.duration:0},Sl=function(e){this.stage.interest.come(),this.stage.media.currentTime=e},Iu=function(){let{media:e,tokens:i}=this.stage;return{attach:()=>{m(this,dr)&&A(this,U,xe).call(this,"ready")},getCurrentTime:()=>e.currentTime,getDuration:()=>A(this,U,or).call(this),getVolume:()=>Math.round(e.volume*100),isDvrEnabled:()=>e.duration===1/0&&e.seekable.length>0&&e.seekable.end(0)-e.seekable.start(0)>60,isPlaying:()=>!e.paused&&!e.ended,isMuted:()=>e.muted,play:()=>{e.play().catch(n=>this.error(n.message))},pause:()=>e.pause(),stop:()=>A(this,U,wu).call(this),mute:()=>{e.muted=!0},unmute:()=>{e.muted=!1},seek:n=>A(this,U,Sl).call(this,Ru(n)),seekPercentage:n=>A(this,U,Sl).call(this,ku(n)/100*A(this,U,or).call(this)),setVolume:n=>{e.volume=ku(n)/100},setToken:n=>{if(!i.set(n))throw new Error("no token")}}},wu=function(){this.stage.media.pause(),this.stage.media.currentTime=0,A(this,U,xe).call(this,"stop")},Mu=function({id:e,method:i,params:n}){let r={ns:Tl,id:e},a=m(this,lr).get(i);try{if(!a)throw new Error("unknown method");A(this,U,ms).call(this,{...r,result:a(n)??null})}catch(o){A(this,U,ms).call(this,{...r,error:o.message})}},Lu=function(e){let{media:i}=this.stage;for(let n of["play","pause","ended"])i.addEventListener(n,()=>A(this,U,xe).call(this,n));i.addEventListener("seeked",()=>A(this,U,xe).call(this,"seek",i.currentTime)),i.addEventListener("timeupdate",()=>{A(this,U,xe).call(this,"timeupdate",{current:i.currentTime,total:A(this,U,or).call(this)})}),i.addEventListener("volumechange",()=>A(this,U,xe).call(this,"volumeupdate",i.muted?0:Math.round(i.volume*100))),document.addEventListener("fullscreenchange",()=>A(this,U,xe).call(this,"fullscreen",document.fullscreenElement!==null)),new ResizeObserver(()=>A(this,U,xe).call(this,"resize",{width:e.clientWidth,height:e.clientHeight})).observe(e)},xe=function(e,i=null){A(this,U,ms).call(this,{ns:Tl,event:e,data:i})},ms=function(e){window.parent!==window&&window.parent.postMessage(e,"*")};function gp(t){let e=t;return typeof e=="object"&&e!==null&&e.ns===Tl&&typeof e.method=="string"}function Ru(t){let e=Number(t);if(!Number.isFinite(e)||e<0)throw new Error("not a number");return e}function ku(t){return Math.min(Ru(t),100)}function Du(t){let e=Math.floor(t/86400),[i,n]=[Math.floor(t/3600)%24,Math.floor(t/60)%60],r=o=>String(o).padStart(2,"0"),a=e||i?`${i}:${r(n)}:${r(t%60)}`:`${n}:${r(t%60)}`;return e?`${e} ${e===1?"day":"days"} ${a}`:a}var bp="position:absolute;inset:0;width:100%;height:100%;border:0",_p="position:relative;padding-top:56.25%";function kl(t){try{return new URL(new DOMParser().parseFromString(t,"text/html").querySelector("iframe")?.getAttribute("src")??"")}catch{return null}}function Cu(t,{responsive:e,start:i,autoplay:n,loop:r}){let a=new DOMParser().parseFromString(t,"text/html").querySelector("iframe"),o=kl(t);if(!a||!o||!(e||i||n||r))return t;if(i&&o.searchParams.set("t",String(i)),n&&o.searchParams.set("autoplay","1"),r&&o.searchParams.set("loop","1"),a.setAttribute("src",o.href),!e)return a.outerHTML;for(let d of["width","height","frameborder"])a.removeAttribute(d);return a.setAttribute("loading","lazy"),a.setAttribute("style",bp),`<div style="${_p}">${a.outerHTML}</div>`}var Il=class extends B{handleClick(){F("share").showModal(),this.dispatchEvent(new Event("open"))}};customElements.define("share-button",Il);function Ou(t,e){let{title:i,embed:n,shareURL:r,settings:a}=t,o=F("share-button"),d=F("share");a.noSharing||!n&&!r||(xu("share-link",r),xu("share-embed",n),Ap(t,e),Tp(r,i),o.hidden=!1,F("share-close").addEventListener("click",()=>d.close()),d.addEventListener("click",c=>c.target===d&&d.close()),d.addEventListener("close",()=>F("share-said").textContent=""))}function xu(t,e){let i=F(t);i.closest(".field").hidden=!e,i.value=e,i.addEventListener("focus",()=>i.select()),F(`${t}-copy`).addEventListener("click",()=>{yp(i)})}function Ap({embed:t,live:e},i){let n=F("share-wishes"),[r,a,o,d,c]=["responsive","from","at","autoplay","loop"].map(g=>F(`share-${g}`));if(!kl(t)){n.hidden=!0;return}for(let g of[a,c])g.closest("label").hidden=e;let p=()=>{o.disabled=!a.checked;let g=Cu(t,{responsive:r.checked,start:a.checked?sd(o.value):0,autoplay:d.checked,loop:c.checked});F("share-embed").value=g};n.addEventListener("input",p),F("share-button").addEventListener("open",()=>{a.checked||(o.value=Du(Math.floor(i.currentTime))),p()})}function Tp(t,e){let i=F("share-networks");i.hidden=!/^https?:\/\//.test(t);let[n,r]=[t,e].map(encodeURIComponent);F("share-facebook").setAttribute("href",`https://www.facebook.com/sharer/sharer.php?u=${n}`),F("share-x").setAttribute("href",`https://twitter.com/intent/tweet?url=${n}&text=${r}`)}async function yp(t){let e;try{await navigator.clipboard.writeText(t.value),e=!0}catch{t.select(),e=document.execCommand("copy")}F("share-said").textContent=e?"Copied.":"Press Ctrl+C to copy."}function Sp(t){let e=[];for(let i of t.replace(/\r\n?/g,`
`).split(/\n{2,}/)){let n=/([\d:.,]+)\s+-->\s+([\d:.,]+)/.exec(i),r=/#xywh=(?:pixel:)?(\d+,\d+,[1-9]\d*,[1-9]\d*)/.exec(i);n&&r&&e.push({start:Uu(n[1]),end:Uu(n[2]),area:r[1]})}return e.filter(i=>i.end>i.start)}function Uu(t){return t.replace(",",".").split(":").reduce((e,i)=>e*60+Number(i),0)}function Pu(t,e,i){if(!e)return;let n=new URL(e,location.href).href,r=Sp(i);if(r.length===0)return;let a=t.addTextTrack("metadata","thumbnails");a.mode="hidden";for(let o of r)a.addCue(new VTTCue(o.start,o.end,`${n}#xywh=${o.area}`))}var gs,wt,Mt,cr,ur,hr,se,Nu,Hu,vs,Es,wl,fs=class{constructor(e,i,n=kp){this.media=e;this.video=i;this.send=n;w(this,se);w(this,gs,Ip());w(this,wt,[]);w(this,Mt,-1);w(this,cr,0);w(this,ur,0);w(this,hr,new Set);if(i.counted.id){A(this,se,vs).call(this,"init"),e.addEventListener("play",()=>A(this,se,vs).call(this,"start"));for(let r of["timeupdate","pause","seeking","ended"])e.addEventListener(r,()=>A(this,se,Nu).call(this,r));setInterval(()=>A(this,se,Es).call(this),3e4),document.addEventListener("visibilitychange",()=>document.visibilityState==="hidden"&&A(this,se,Es).call(this)),window.addEventListener("pagehide",()=>A(this,se,Es).call(this))}}};gs=new WeakMap,wt=new WeakMap,Mt=new WeakMap,cr=new WeakMap,ur=new WeakMap,hr=new WeakMap,se=new WeakSet,Nu=function(e){let i=this.media.currentTime,n=performance.now(),r=(n-m(this,cr))/1e3*this.media.playbackRate+.5;e!=="seeking"&&m(this,Mt)>=0&&i>m(this,Mt)&&i-m(this,Mt)<=r&&A(this,se,Hu).call(this,m(this,Mt),i),D(this,cr,n),D(this,Mt,e==="timeupdate"&&!this.media.paused&&!this.media.seeking?i:-1)},Hu=function(e,i){let n=m(this,wt)[m(this,wt).length-1];n&&n[1]===e?n[1]=i:m(this,wt).push([e,i]),D(this,ur,m(this,ur)+(i-e)),m(this,ur)>=5&&A(this,se,vs).call(this,"watch")},vs=function(e){m(this,hr).has(e)||(m(this,hr).add(e),A(this,se,wl).call(this,{event:e}))},Es=function(){if(!this.video.live)for(let e of m(this,wt).slice(0,20))A(this,se,wl).call(this,{sec:e});D(this,wt,[])},wl=function(e){let{type:i,id:n,account:r}=this.video.counted;this.send(JSON.stringify({v:1,type:i,id:n,client_id:r,session:m(this,gs),ref:document.referrer,...e}))};function kp(t){navigator.sendBeacon?.("/stats",t)}function Ip(){return Array.from(crypto.getRandomValues(new Uint8Array(16)),t=>t.toString(16).padStart(2,"0")).join("")}var Ml=/^(.*\/(?:videos|playlists)\/)(\d+_[A-Za-z0-9]+)(?:\/([A-Za-z0-9_-]{6,})\/(1\d{9,}))?(?=\/|$)/;var ei,Lt,mr,Qi,Ze,$u,Ll,Rl,bs=class extends EventTarget{constructor(i,n,r){super();this.endpoint=n;this.bound=r;w(this,Ze);w(this,ei);w(this,Lt,null);w(this,mr,0);w(this,Qi,null);let[,,a="",o,d]=Ml.exec(i)??[];D(this,ei,a),o&&A(this,Ze,Ll).call(this,{token:o,expires:Number(d)})}async ready(){!m(this,Lt)&&this.endpoint&&await this.renew()}sign(i){let n=Ml.exec(i);if(!n||!m(this,Lt)||n[2]!==m(this,ei))return i;let{token:r,expires:a}=m(this,Lt);return`${n[1]}${n[2]}/${r}/${a}${i.slice(n[0].length)}`}outdated(i){let[,,n,r]=Ml.exec(i)??[];return n===m(this,ei)&&r!==void 0&&r!==m(this,Lt)?.token}set(i){let n=wp(i,this.bound);return n?(A(this,Ze,Ll).call(this,n),this.dispatchEvent(new Event("renewed")),!0):!1}renew(){return m(this,Qi)??D(this,Qi,A(this,Ze,$u).call(this).finally(()=>D(this,Qi,null))),m(this,Qi)}};ei=new WeakMap,Lt=new WeakMap,mr=new WeakMap,Qi=new WeakMap,Ze=new WeakSet,$u=async function(){if(!this.endpoint)return!1;let i=new URL(this.endpoint);i.searchParams.has("video")||i.searchParams.set("video",m(this,ei)),i.searchParams.has("type")||i.searchParams.set("type","vod");try{let n=await fetch(i,{credentials:"omit",cache:"no-store",referrerPolicy:"origin"});if(n.ok&&this.set(await n.json()))return!0}catch{}return A(this,Ze,Rl).call(this,5),!1},Ll=function(i){D(this,Lt,i);let n=i.expires-Date.now()/1e3;A(this,Ze,Rl).call(this,Math.max(n-Math.max(5,n/5),1))},Rl=function(i){window.clearTimeout(m(this,mr)),this.endpoint&&D(this,mr,window.setTimeout(()=>{this.renew()},Math.min(i*1e3,2147483647)))};function wp(t,e){if(typeof t!="object"||t===null)return null;let{token:i,token_ip:n,expires:r}=t,a=e&&n?n:i,o=String(r);return typeof a!="string"||!/^[A-Za-z0-9_-]{6,64}$/.test(a)||!/^1\d{9,12}$/.test(o)?null:{token:a,expires:Number(o)}}function Wu(t,e){let i=window,n=i.ManagedMediaSource??i.MediaSource??i.WebKitMediaSource;return n?n.isTypeSupported('video/mp4; codecs="avc1.42E01E,mp4a.40.2"')||!e?"hls":"dash":t.canPlayType("application/vnd.apple.mpegurl")?"native":"none"}function _s(t){let e=t.getElementById("video")?.textContent;return e?JSON.parse(e):null}var Bu=5e3,Mp=6;function Fu(t,e){return new Promise(i=>{let n=0,r=0,a=!1,o=async()=>{if(window.clearTimeout(r),a||document.hidden)return;a=!0;let d=await Lp(e.sign(t.hls)),c=d||++n%Mp===0?await Rp():null;if(a=!1,d){document.removeEventListener("visibilitychange",o),i(c?{...c,state:"playable"}:t);return}r=window.setTimeout(o,Bu)};document.addEventListener("visibilitychange",o),r=window.setTimeout(o,Bu)})}async function Lp(t){try{return(await fetch(t,{cache:"no-store"})).ok}catch{return!1}}async function Rp(){try{let t=await fetch(location.href,{cache:"no-store"});return t.status===404&&location.reload(),_s(new DOMParser().parseFromString(await t.text(),"text/html"))}catch{return null}}async function Dp(){let t=_s(document);if(!t)return;let e=ad(location.search),{autoplay:i,mute:n}=t.settings,r={...e,autoplay:e.autoplay||i,muted:e.muted||n};t.live&&Object.assign(r,{start:0,subtitles:"",loop:!1});let a=new bs(location.pathname,t.tokenURL,t.bound);if(await a.ready(),t.state==="playable"){await Vu(t,r,a);return}await Vu(await Fu(t,a),{...r,autoplay:!0},a)}async function Vu(t,e,i){F("waiting").hidden=!0;let n=F("player"),r=Wu(document.createElement("video"),t.dash),a=Au(r==="native"),o=new us,d=new ls(!t.settings.noMemory),c=new ss(n,a);(e.autoplay||e.fresh||t.live||!t.duration)&&c.come();let p={media:a,video:t,options:e,notice:o,tokens:i,memory:d,interest:c};n.toggleAttribute("data-audio",t.audio),n.setAttribute("defaultstreamtype",t.live?"live":"on-demand"),t.duration>0&&n.setAttribute("defaultduration",String(t.duration)),Pp(t),Pu(a,t.sprite,t.spriteVTT),fu(t),n.prepend(a),n.hidden=!1,a.muted=e.muted,a.loop=e.loop,ld(n,a,d),dd(n,a),Op(n,t),Np(a);let g=new ps(p,n);o.onShow=y=>g.error(y),new fs(a,t),Wp(t),bu(n),gu(n),Ou(t,a),t.projection&&xp(n,p),await Cp(p,r),g.isReady(),e.autoplay&&Hp(a)}async function Cp(t,e){let{scripts:i}=t.video,n=async()=>{new(await import(i.dash)).DashPlayback(t)};e==="native"?Su(t):e==="dash"?await n():e==="hls"?new(await import(i.hls)).HlsPlayback(t,n):t.notice.show("This browser cannot play video. A newer one can.")}async function xp(t,{media:e,video:i,notice:n}){try{let{Surround:r}=await import(i.scripts.vr);new r(t,e,i.projection)}catch{n.show("This browser cannot show the picture all around; it is shown flat.","OK",()=>n.hide())}}function Op(t,{settings:e,live:i}){let{background:n,foreground:r,text:a,hover:o}=e,d={"--panel":n,"--icons":r,"--text":a,"--icons-hover":o};for(let[c,p]of Object.entries(d))p&&t.style.setProperty(c,p);t.toggleAttribute("data-panel",n!==""),t.toggleAttribute("data-bare",e.noControls),t.toggleAttribute("data-speeds",e.speeds&&!i);for(let c of["novolumepref","nomutedpref"])t.toggleAttribute(c,e.noMemory);t.querySelector("media-captions-button")?.setAttribute("role","switch"),Up(e)}function Up({logo:t,logoPosition:e}){let i=F("logo");t&&(i.addEventListener("load",()=>i.hidden=!1),i.dataset.at=e||"tr",i.src=t)}function Pp(t){let e=F("poster");e.addEventListener("error",()=>e.hidden=!0),t.poster&&!e.getAttribute("src")&&(e.src=t.poster),e.hidden=!t.poster}function Np(t){let e=()=>performance.mark("first-frame");t.requestVideoFrameCallback?t.requestVideoFrameCallback(e):t.addEventListener("loadeddata",e,{once:!0})}async function Hp(t){try{await t.play()}catch(e){if(!(e instanceof DOMException)||e.name!=="NotAllowedError"||t.muted)return;t.muted=!0,t.play().then(()=>$p(t),()=>t.muted=!1)}}function $p(t){let e=F("unmute");e.hidden=!1,e.addEventListener("click",()=>t.muted=!1),t.addEventListener("volumechange",()=>e.hidden||=!t.muted)}function Wp(t){if(!navigator.mediaSession)return;let e=t.poster?[{src:new URL(t.poster,location.href).href}]:[];navigator.mediaSession.metadata=new MediaMetadata({title:t.title,artwork:e})}Dp();
